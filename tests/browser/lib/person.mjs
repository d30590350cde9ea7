// Somebody at a browser, with words for what people do on a page. On the way every new page is looked at, where the test asks for it.
import { strict as assert } from "node:assert";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { sideways, spacing, violations } from "./axe.mjs";
import { SIZES, open } from "./browser.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(here, "../out/journey");
const guide = path.join(here, "../../../docs/handleiding/img");

/** Whether screenshots are made: each page in out/journey, and the pictures of the handleidingen in docs. */
const PICTURES = process.env.OPENHUIS_SCREENSHOTS === "1";
/** A refusal that a step expects is a resource that failed to load, says Chromium. */
const REFUSED = /status of (403|404|409|413|422)/;

/** A path with its identifiers taken out: one page of each kind, built up in the same way, is enough. */
const kind = (address) => new URL(address).pathname
  .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "{id}").replace(/\/(bevestigen|uitnodiging|wachtwoord|meedoen)\/[\w-]{20,}/, "/$1/{token}")
  .replace(/\/(soort|productgroepen|eisen|gemeenten)\/[\w-]+/, "/$1/{code}");

/** Looks at the page as it is now: on a desk and on a phone, and whether it fits at 400 %. Every fault goes into `findings`. */
const look = async (page, name, findings) => {
  await page.evaluate(() => document.fonts.ready.then(() => true));
  await page.setViewportSize(SIZES.narrow);
  for (const fault of await sideways(page)) findings.push(`${name} at 320 px: ${fault}`);
  for (const [label, size] of [["mobile", SIZES.mobile], ["desktop", SIZES.desktop]]) {
    await page.setViewportSize(size);
    for (const fault of [...await violations(page), ...await sideways(page), ...await spacing(page)]) findings.push(`${name} at ${label}: ${fault}`);
    if (PICTURES) {
      await mkdir(out, { recursive: true });
      await page.screenshot({ path: path.join(out, `${name}-${label}.png`), fullPage: true });
    }
  }
};

export class Person {
  constructor(world, mail) { Object.assign(this, { world, mail, password: world.password }); }

  /** A new browser: nobody is logged in. */
  async sit() {
    await this.leave();
    this.browser = await open(SIZES.desktop, { javaScriptEnabled: this.world.script, acceptDownloads: true });
    this.page = this.browser.page;
    this.page.setDefaultTimeout(20_000);
    return this;
  }

  async leave() {
    await this.browser?.close();
    this.browser = undefined;
  }

  /** Sits down and logs in by the form. */
  async enter() {
    await this.sit();
    await this.go("/inloggen");
    await this.fill("E-mailadres", this.mail);
    await this.fill("Wachtwoord", this.password);
    await this.press("Inloggen");
    assert.ok(!this.page.url().includes("/inloggen"), `${this.mail} is logged in`);
    return this;
  }

  async go(to, status = 200) {
    const address = to.startsWith("http") ? to : `${this.world.portal.address}${to}`;
    const answer = await this.page.goto(address);
    this.world.visited.add(new URL(address).pathname);
    assert.equal(answer.status(), status, `${address} as ${this.mail || "anybody"}`);
    await this.arrived();
  }

  /** For what becomes readable in the moment after the mail about it was taken. */
  async goSoon(address) {
    for (let tries = 0; tries < 50 && (await this.page.request.get(address)).status() === 404; tries += 1) await new Promise((resolve) => { setTimeout(resolve, 100); });
    await this.go(address);
  }

  /** What is true of every page one comes to. */
  async arrived() {
    const { page, world } = this;
    const faults = this.browser.complaints.filter((text) => !REFUSED.test(text));
    assert.deepEqual(faults, [], `${page.url()}: console and content security policy`);
    world.visited.add(new URL(page.url()).pathname);
    if (!world.findings) return;
    const build = await page.evaluate(() => [document.title.startsWith("Fout:") ? "fout" : "", ...[...document.querySelectorAll("main h2, main button")].map((one) => one.textContent.trim())]);
    const name = [kind(page.url()), ...build].join("|");
    const ofKind = [...world.seen].filter((one) => one.startsWith(`${kind(page.url())}|`)).length;
    if (world.seen.has(name) || ofKind >= world.most) return;
    world.seen.add(name);
    const number = String(world.seen.size).padStart(3, "0");
    await look(page, `${number}${kind(page.url()).replace(/[^a-z0-9]+/gi, "-")}${build[0]}`, world.findings);
  }

  /** A picture for a handleiding: the upper part of what stands in `main`, or what stands there from a place on. */
  async picture(name, from = "main") {
    if (!PICTURES || !this.world.findings) return;
    await mkdir(guide, { recursive: true });
    await this.page.setViewportSize({ width: 1120, height: 800 });
    await this.page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
    const box = await this.page.locator("main").boundingBox();
    const { y } = await this.page.locator(from).first().boundingBox();
    const clip = { x: Math.max(0, box.x), y, width: Math.min(1120, box.width), height: Math.min(680, box.y + box.height - y) };
    await this.page.screenshot({ path: path.join(guide, `${name}.png`), fullPage: true, clip });
    await this.page.setViewportSize(SIZES.desktop);
  }

  async moves(act) {
    await Promise.all([this.page.waitForNavigation({ waitUntil: "load" }), act()]);
    await this.arrived();
  }

  within(place) { return place ? this.page.locator(place) : this.page.locator("body"); }

  press(name, place) { return this.moves(() => this.within(place).getByRole("button", { name, exact: typeof name === "string" }).click()); }

  follow(name, place = "main") { return this.moves(() => this.within(place).getByRole("link", { name }).first().click()); }

  menu(name) { return this.moves(() => this.page.getByRole("navigation", { name: "Hoofdmenu" }).getByRole("link", { name }).click()); }

  field(label, place) {
    const all = this.within(place);
    return all.getByLabel(label, { exact: true }).or(all.getByLabel(`${label} (niet verplicht)`, { exact: true }));
  }

  async fill(label, text, place) { await this.field(label, place).fill(text); }

  async pick(label, option, place) { await this.field(label, place).selectOption(option); }

  async tick(label, place) { await this.within(place).getByLabel(label).first().check(); }

  /** One of a few: the question and its answer. */
  async choose(question, answer) { await this.page.getByRole("group", { name: question }).getByLabel(answer).first().check(); }

  async date(question, [day, month, year], place) {
    const group = this.within(place).getByRole("group", { name: question });
    for (const [label, value] of [["Dag", day], ["Maand", month], ["Jaar", year]]) await group.getByLabel(label, { exact: true }).fill(String(value));
  }

  /** Opens what stands under a line that unfolds; where it stands open already it stays so. */
  async unfold(line, place) {
    const more = this.within(place).locator("details").filter({ has: this.page.locator("summary", { hasText: line }) }).first();
    if (await more.getAttribute("open") === null) await more.locator("summary").click();
  }

  async heading(text) {
    const said = await this.page.locator("h1").innerText();
    assert.match(said, text instanceof RegExp ? text : new RegExp(text), `the heading of ${this.page.url()}`);
  }

  /** The main text says this. */
  async reads(text) {
    const said = (await this.page.locator("main").innerText()).replace(/\s+/g, " ");
    assert.match(said, text instanceof RegExp ? text : new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")), `${this.page.url()} says it`);
  }

  /** The error summary names this. */
  async refused(text) {
    const said = await this.page.locator("#fouten").innerText();
    assert.match(said, text, "the error summary");
    assert.match(await this.page.title(), /^Fout: /);
  }

  /** The bytes behind a link of this page. */
  async download(name, place = "main") {
    const href = await this.within(place).getByRole("link", { name }).first().getAttribute("href");
    const answer = await this.page.request.get(new URL(href, this.page.url()).href);
    assert.equal(answer.status(), 200, `${href} is downloaded`);
    return { bytes: await answer.body(), type: answer.headers()["content-type"], name: answer.headers()["content-disposition"] ?? "" };
  }

  /** Sends a file in by the field of the page, or of `place`. Answers what the page says about it. */
  async upload(file, place = "main") {
    const { page } = this;
    const zone = this.within(place).locator("[data-upload]");
    if (!this.world.script) {
      await zone.locator("input[type=file]").setInputFiles(file);
      await this.moves(() => zone.getByRole("button", { name: "Bestand toevoegen" }).click());
      return page.locator("main").innerText();
    }
    const list = this.within(place).locator("[data-upload-list] > li");
    const before = await list.count();
    // A page that shows more of a file than its name is read again when the file is in.
    const again = await zone.getAttribute("data-then") ? page.waitForEvent("load").then(() => "again") : new Promise(() => {});
    again.catch(() => null);
    await zone.locator("input[type=file]").setInputFiles(file);
    const refused = list.nth(before).locator(".file__about", { hasText: /\.$/ }).innerText().catch(() => new Promise(() => {}));
    const said = await Promise.race([again, refused]);
    if (said !== "again") return said;
    await this.arrived();
    return page.locator("main").innerText();
  }
}
