// Every component on four sample pages, in every way people use a page.
import { strict as assert } from "node:assert";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { SIZES, open } from "./lib/browser.mjs";
import { serve } from "./lib/gallery.mjs";
import { inspect } from "./lib/page.mjs";

const out = path.join(path.dirname(fileURLToPath(import.meta.url)), "out");
let gallery;
before(async () => { gallery = await serve(); });
after(() => gallery.stop());

for (const name of ["tasks", "form", "queue", "coverage"]) {
  test(`${name}: no finding at any size, by keyboard or under the policy`, () => inspect(name, `${gallery.address}/${name}.html`));
}

test("a refused form puts the focus on the error summary, and each error leads to its field", async () => {
  const { page, close } = await open(SIZES.desktop);
  try {
    await page.goto(`${gallery.address}/form.html`);
    await page.waitForFunction(() => document.activeElement?.id === "fouten");
    for (const field of ["until_day", "policy"]) {
      await page.click(`.errors a[href="#${field}"]`);
      assert.equal(await page.evaluate(() => document.activeElement.id), field);
    }
  } finally { await close(); }
});

test("a chosen file is sent at once and its row says what became of it", async () => {
  const { page, complaints, close } = await open(SIZES.desktop);
  try {
    await page.goto(`${gallery.address}/form.html`);
    await page.setInputFiles("input[type=file]", { name: "polis.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(300_000, 37) });
    await page.getByText("Toegevoegd, wordt gecontroleerd").first().waitFor();
    assert.match(await page.locator("[data-upload-list] li").last().innerText(), /polis\.pdf/);
    assert.match(await page.locator("[data-upload-status]").textContent(), /polis\.pdf: Toegevoegd/);
    assert.deepEqual(complaints, []);
  } finally { await close(); }
});

test("without a script files are sent with a button, filters stand open and work as a plain form", async () => {
  const { page, close } = await open(SIZES.mobile, { javaScriptEnabled: false });
  try {
    await page.goto(`${gallery.address}/form.html`);
    await page.setInputFiles("input[type=file]", { name: "polis.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(3_000, 37) });
    await page.click("button[value=add_file]");
    await page.waitForURL(/form\.html$/);
    await page.goto(`${gallery.address}/queue.html`);
    await page.fill("#q", "linde");
    await page.getByRole("button", { name: "Filters toepassen" }).click();
    await page.waitForURL(/q=linde/);
  } finally { await close(); }
});

test("a list that changed says so and does not move", async () => {
  const { page, close } = await open(SIZES.desktop);
  try {
    await page.goto(`${gallery.address}/queue.html`);
    await page.getByText("Er zijn 2 wijzigingen in de lijst.").waitFor();
  } finally { await close(); }
});

test("in forced colours every level of the matrix keeps its number and border", async () => {
  const { page, close } = await open(SIZES.desktop, { forcedColors: "active" });
  try {
    await page.goto(`${gallery.address}/coverage.html`);
    const borders = await page.evaluate(() => [...document.querySelectorAll(".matrix .cell")].map((cell) => getComputedStyle(cell).borderTopStyle));
    assert.ok(borders.length > 0 && borders.every((style) => style !== "none"), String(borders));
    await page.screenshot({ path: path.join(out, "coverage-forced-colours.png"), fullPage: true });
  } finally { await close(); }
});
