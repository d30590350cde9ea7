// A practised assessor judges a clean dossier by keyboard alone, from the queue to the last proposal: at most 40 key presses, counted.
import { strict as assert } from "node:assert";
import { test } from "node:test";
import { begin } from "./journey/world.mjs";
import { clean } from "./lib/dossiers.mjs";

/** The most key presses that a clean dossier may cost. */
const MOST = 40;

/** A keyboard that counts; and where the focus is after each press. */
const keyboard = (page) => {
  const pressed = [];
  const press = async (key) => { pressed.push(key); await page.keyboard.press(key); };
  /** Enter on what has the focus, where that goes to another page. */
  const enter = async () => { await Promise.all([page.waitForEvent("load"), press("Enter")]); };
  const focused = () => page.evaluate(() => {
    const one = document.activeElement;
    return { tag: one.tagName, type: one.type ?? "", name: one.name ?? "", id: one.id, text: (one.innerText || one.value || "").trim() };
  });
  return { pressed, press, enter, focused };
};

for (const script of [true, false]) {
  test(`a clean dossier is judged in at most ${MOST} key presses, ${script ? "with" : "without"} JavaScript`, { timeout: 400_000 }, async (t) => {
    const world = await begin({ inspected: script, most: 3, script });
    try {
      const assessor = await world.team("beoordelaar").enter();
      const { number, waits, lots } = await clean(assessor, { fits: (one) => one.waits > 0, better: (one, than) => one.lots > than.lots });
      await assessor.go(`/beoordeling?q=${encodeURIComponent(number)}`);
      const { page } = assessor;
      const { pressed, press, enter, focused } = keyboard(page);
      // To the list by the two links that stand first for who works by keyboard.
      await press("Tab");
      await press("Enter");
      await press("Tab");
      await press("Enter");
      await press("Tab");
      assert.equal((await focused()).tag, "A", "the first line of the list");
      await enter();
      assert.equal((await focused()).id, "begin", "the heading of the dossier has the focus");
      await press("Tab");
      assert.match((await focused()).text, /In behandeling nemen/);
      await enter();
      await press("Tab");
      assert.match((await focused()).text, /Beoordeel de volgende eis/);
      await enter();
      let judged = 0;
      while (page.url().includes("/eisen/")) {
        assert.equal((await focused()).id, "oordeel-geven", "the focus is at the judgement");
        if (script && judged === 0) await assessor.arrived();
        const points = await page.locator("main fieldset", { has: page.locator("input[name^='toetspunt.']") }).count();
        assert.ok(points > 0, "what waits in a clean dossier has toetspunten");
        for (let point = 0; point < points; point += 1) {
          await press("Tab");
          assert.match((await focused()).name, /^toetspunt\./);
          await press("Space");
        }
        await enter();
        judged += 1;
      }
      assert.equal(judged, waits, "every requirement that waited");
      assert.equal((await focused()).id, "voorstellen", "the focus is at the proposals");
      await press("Tab");
      await enter();
      await assessor.reads("Wacht op beslissing");
      const proposed = await page.locator("section[aria-labelledby=kavels]").getByText("Toelaten").count();
      assert.ok(proposed >= lots, "each lot is proposed");
      t.diagnostic(`${pressed.length} key presses for ${judged} requirements and ${lots} lots: ${pressed.join(" ")}`);
      console.log(`${pressed.length} key presses for ${judged} requirements and ${lots} lots`);
      assert.ok(pressed.length <= MOST, `${pressed.length} key presses: ${pressed.join(" ")}`);
      if (script) assert.deepEqual(world.findings, [], "axe and layout");
    } catch (error) {
      await world.remember("assessing");
      throw error;
    } finally {
      await world.end();
    }
  });
}
