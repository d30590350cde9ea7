// One Chromium for a test file, a fresh context for each page; watches for what must never happen: console errors and blocked content.
import { after } from "node:test";
import { chromium } from "playwright-core";

const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const settings = { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: FLAGS, timeout: 30_000 };

/** Widths that every page is looked at: desk, phone, and 1280 px at 400 %. */
export const SIZES = { desktop: { width: 1280, height: 900 }, mobile: { width: 390, height: 844 }, narrow: { width: 320, height: 640 } };

// On a busy machine a start sometimes hangs; one second try is enough.
const starting = chromium.launch(settings).catch(() => chromium.launch(settings));
after(async () => (await starting).close());

/** A page without cookies or cache of another test. */
export const open = async (size, more = {}) => {
  const context = await (await starting).newContext({ locale: "nl-NL", timezoneId: "Europe/Amsterdam", viewport: size, ...more });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => { if (message.type() === "error") complaints.push(message.text()); });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return { context, page, complaints, close: () => context.close() };
};
