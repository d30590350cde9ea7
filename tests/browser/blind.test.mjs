// Two assessors judge one dossier without each other and differ about one eis. A moderator reads what both found, beside each other, and settles it;
// others agree and sign, and the region sees where two often differ.
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";
import { clean } from "./lib/dossiers.mjs";
import { link } from "./lib/mailbox.mjs";
import { agreeAll, explain, judgeAll, judgeOne, proposeAll, signAll } from "./lib/reviewing.mjs";
import { begin } from "./journey/world.mjs";

/** The eis about which they differ. */
const EIS = "Aansluiten op de sociale basis";
const FIRST = "Ik zie in het plan geen enkele voorziening in de buurt.";
const HALF = "Hier noemt het plan in elk geval het buurthuis.";
const SECOND = "Het plan noemt het buurthuis en de bibliotheek, en dat is genoeg.";
const SETTLED = "Het buurthuis en de bibliotheek liggen in een andere gemeente, dus zij tellen niet mee.";

let world;
before(async () => { world = await begin({ inspected: true, most: 3, plan: "twee_met_moderator" }); }, { timeout: 240_000 });
after(() => world?.end());

/** Everything that somebody is sent on the pages where something of the dossier can stand, hidden or not. */
const sent = async (person, dossier) => {
  await person.go(dossier);
  const own = await person.page.locator(`main a[href*="${dossier}/eisen/"], main a[href*="${dossier}/voorstel/"], main a[href^="/beoordeling/aanbieders/"]`).evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  const texts = [];
  for (const to of new Set(["/beoordeling", "/beoordeling/medelezen", "/beoordeling/team", "/beoordeling/overeenstemming", dossier, ...own])) {
    await person.go(to);
    texts.push(await person.page.content());
  }
  return texts.join("\n");
};

/** How often two agreed and differed about each eis, as the page tells it. */
const counted = async (person) => {
  await person.go("/beoordeling/overeenstemming");
  const rows = await person.page.locator("main tbody tr").evaluateAll((all) => all.map((row) => [row.querySelector("th").innerText, ...[...row.querySelectorAll("td")].slice(0, 3).map((cell) => Number(cell.innerText.match(/\d+/)[0]))]));
  return new Map(rows.map(([title, all, agreed, differed]) => [title.split("\n")[0], { all, agreed, differed }]));
};

const giveBack = async (person, dossier) => {
  await person.go(dossier);
  await person.press("Teruggeven");
};

test("two judge without each other, differ, and a moderator settles it", { timeout: 500_000 }, async () => {
  try {
    const first = await world.team("beoordelaar").enter();
    const before = await counted(first);
    const { href, number } = await clean(first, { fits: (one) => one.lots > 1 });
    await first.go(href);
    const name = await first.page.locator("h1").innerText();
    await first.press("In behandeling nemen");
    const dossier = new URL(first.page.url()).pathname;
    await first.reads("leest u pas als u beiden klaar bent");
    await judgeOne(first, dossier, EIS, { met: false, words: FIRST });
    await judgeAll(first, dossier);
    await first.go(dossier);
    await first.reads("U bent klaar met uw oordeel");
    await giveBack(first, dossier);

    const second = await world.team("derde.lezer").enter();
    await second.go(dossier);
    await second.reads("Een collega is klaar");
    const unread = await sent(second, dossier);
    assert.ok(!unread.includes(FIRST) && unread.includes(EIS), "the second reads nothing of the first before beginning");
    await second.go(dossier);
    await second.press("In behandeling nemen");
    await judgeOne(second, dossier, EIS, { met: true, words: HALF, lot: 1 });
    assert.ok(!(await sent(second, dossier)).includes(FIRST), "nor halfway");
    const half = await sent(first, dossier);
    assert.ok(half.includes(FIRST) && !half.includes(HALF), "the first reads the own words, and none of who is not done");

    // Whoever comes in where they differ does not come in sooner.
    const moderator = await world.team("moderator").enter();
    await giveBack(second, dossier);
    await moderator.go(dossier);
    assert.equal(await moderator.page.getByRole("button", { name: "In behandeling nemen" }).count(), 0, "two are at work");
    const early = await sent(moderator, dossier);
    assert.ok(!early.includes(FIRST) && !early.includes(HALF), "who judges nothing yet reads nothing");
    await second.go(dossier);
    await second.press("In behandeling nemen");
    await judgeOne(second, dossier, EIS, { met: true, words: SECOND });
    await judgeAll(second, dossier);
    await second.go(dossier);
    await second.reads("De beoordelaars zijn het niet eens");
    await second.follow(EIS);
    for (const words of [FIRST, SECOND]) await second.reads(words);
    await second.go(dossier);
    await second.moves(() => second.page.getByRole("link", { name: /Voorstel doen/ }).first().click());
    await second.choose("Wat stelt u voor?", "Toelaten");
    await second.press("Voorstel doen");
    await second.reads("De moderator beoordeelt en doet het voorstel");
    await giveBack(second, dossier);

    await moderator.go(dossier);
    await moderator.reads("De beoordelaars zijn het niet eens");
    await moderator.press("In behandeling nemen");
    await moderator.follow(EIS);
    const found = moderator.page.locator("section[aria-labelledby=oordelen] .card");
    const [one, other] = [found.filter({ hasText: FIRST }), found.filter({ hasText: SECOND })];
    const [left, right] = [await one.boundingBox(), await other.boundingBox()];
    assert.ok(left.y === right.y && left.x !== right.x, "both texts stand beside each other");
    assert.equal(await moderator.page.locator("main form input[type=radio]:checked").count(), 0, "neither is filled in beforehand");
    await moderator.picture("moderator", "section[aria-labelledby=oordelen]");
    await judgeOne(moderator, dossier, EIS, { met: false, words: SETTLED });
    await moderator.go(dossier);
    assert.equal(await moderator.page.getByText("De beoordelaars zijn het niet eens").count(), 0, "it is settled");
    await explain(moderator, dossier, "Hier liggen de voorzieningen in een andere gemeente.");
    // The eis does not hold for every lot.
    await proposeAll(moderator, dossier, (line) => (line.includes("Voldoet niet") ? "Afwijzen" : "Toelaten"));

    // None of the three reads along.
    for (const one of [first, second, moderator]) {
      await one.menu("Medelezen");
      await one.moves(() => one.page.getByRole("row").filter({ hasText: name }).getByRole("link").first().click());
      assert.equal(await one.page.getByRole("button", { name: "Akkoord", exact: true }).count(), 0, `${one.mail} judged`);
    }
    const reader = await world.team("medelezer").enter();
    await agreeAll(reader, name);
    const decider = await world.team("beslisser").enter();
    await signAll(decider, name);

    const told = await world.post.first(/Er staat een brief voor u klaar/);
    const provider = await world.person(`tekenbevoegde@${told.to[0].split("@")[1]}`).enter();
    await provider.goSoon(link(told, "/brieven/"));
    await provider.reads(number);
    await provider.reads(SETTLED);
    const letter = await provider.page.content();
    assert.ok(!letter.includes(FIRST) && !letter.includes(SECOND), "the letter gives the words of who settled it");

    const since = await counted(first);
    const of = (pairs) => pairs.get(EIS) ?? { all: 0, agreed: 0, differed: 0 };
    assert.deepEqual([of(since).differed - of(before).differed, of(since).agreed - of(before).agreed], [1, 0], "they differed about this eis");
    assert.deepEqual(world.findings, [], "axe and layout");
  } catch (error) {
    await world.remember("blind");
    throw error;
  }
});
