// What every page must pass, whatever it shows. Each check answers a list of faults: empty is good.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Rules of axe-core that the page breaks, with the first place. Only these leave the page: all that passed is many times as much. */
export const violations = async (page) => {
  if (!await page.evaluate(() => "axe" in globalThis)) await page.evaluate(source);
  return page.evaluate(async (tags) => {
    const { violations: found } = await globalThis.axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
    // axe looks at few of these; a label leads to the first of two.
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    const twice = ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `two elements are called ${id}`);
    return twice.concat(found.map((rule) => `${rule.id} x${rule.nodes.length}: ${rule.nodes[0].html.slice(0, 200)} (${rule.nodes[0].failureSummary})`));
  }, TAGS);
};

/** Elements that stick out at the right, so that people must scroll sideways; inside a scroll region of its own is allowed (WCAG 1.4.10). */
export const sideways = (page) => page.evaluate(() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const out = (element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest(".scroll-x, .visually-hidden") && getComputedStyle(element).position !== "absolute";
  const names = [...document.querySelectorAll("body *")].filter(out).slice(0, 5).map((element) => `${element.tagName}.${element.getAttribute("class")}`);
  return wide > 0 || names.length > 0 ? [`page is ${wide} px too wide`, ...names] : [];
});

/** Text that is cut off when people set wider spacing (WCAG 1.4.12). */
export const spacing = (page) => page.evaluate(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}");
  document.adoptedStyleSheets = [sheet];
  const cut = (element) => getComputedStyle(element).overflow !== "visible" && !element.closest(".visually-hidden, svg, .scroll-x, thead") && !element.matches("progress, textarea, html, select, input, caption") && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
  const names = [...document.querySelectorAll("body *")].filter(cut).slice(0, 5).map((element) => `${element.tagName}.${element.getAttribute("class")}`);
  document.adoptedStyleSheets = [];
  return names;
});

/** What the element with the focus looks like; null when the Tab key has left the page or come round. */
const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  if (!element || element === document.body || element.dataset.seen) return null;
  element.dataset.seen = "yes";
  const ring = (style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  const tile = element.closest(".tile");
  const box = element.getBoundingClientRect();
  return {
    name: `${element.tagName} ${(element.getAttribute("aria-label") ?? element.textContent ?? element.id).trim().slice(0, 40)}`,
    ring: ring(getComputedStyle(element)) || ring(getComputedStyle(element, "::after")) || Boolean(tile && ring(getComputedStyle(tile))),
    inView: box.bottom > 0 && box.top < innerHeight,
    small: getComputedStyle(element).display !== "inline" && box.width > 0 && (box.width < 24 || box.height < 24),
  };
});

/** Stops of the Tab key without a visible focus, out of view, or smaller than 24 px (WCAG 2.4.7, 2.4.11, 2.5.8). */
export const keyboard = async (page) => {
  const faults = [];
  await page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
  for (let stop = 0; stop < 300; stop += 1) {
    await page.keyboard.press("Tab");
    const here = await focused(page);
    if (here === null) break;
    if (!here.ring) faults.push(`no focus to see: ${here.name}`);
    if (!here.inView) faults.push(`focus out of view: ${here.name}`);
    if (here.small) faults.push(`smaller than 24 px: ${here.name}`);
  }
  await page.evaluate(() => { for (const element of document.querySelectorAll("[data-seen]")) delete element.dataset.seen; });
  return faults;
};
