// One call that looks at a page as everyone must be able to: wide, on a phone, at 400 %, by keyboard, with other spacing.
import { strict as assert } from "node:assert";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { keyboard, sideways, spacing, violations } from "./axe.mjs";
import { SIZES, open } from "./browser.mjs";

const out = path.join(path.dirname(fileURLToPath(import.meta.url)), "../out");

/** Opens `url` at each size, asserts that there is no fault, and leaves screenshots in out/. `prepare(page)` may log in first. */
export const inspect = async (name, url, prepare = async () => {}) => {
  await mkdir(out, { recursive: true });
  for (const [label, size] of Object.entries(SIZES)) {
    const { page, complaints, close } = await open(size);
    try {
      await prepare(page);
      await page.goto(url);
      await page.evaluate(() => document.fonts.ready.then(() => true));
      await page.screenshot({ path: path.join(out, `${name}-${label}.png`), fullPage: true });
      const at = `${name} at ${label}`;
      assert.deepEqual(await violations(page), [], `${at}: accessibility`);
      assert.deepEqual(await sideways(page), [], `${at}: sideways scrolling`);
      assert.deepEqual(await spacing(page), [], `${at}: text spacing`);
      if (label === "desktop") assert.deepEqual(await keyboard(page), [], `${at}: keyboard`);
      assert.deepEqual(complaints, [], `${at}: console and content security policy`);
    } finally {
      await close();
    }
  }
};
