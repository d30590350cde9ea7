// An aanbieder that applied before comes back in the annual window. With nothing changed it is done in at most ten interactions, counted.
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";
import { begin } from "./journey/world.mjs";

/** What somebody does with a mouse or a keyboard; going to an address by hand is none of it. */
const DEEDS = ["press", "follow", "menu", "tick", "fill", "pick", "choose", "date", "upload", "unfold"];

/** Counts every deed of a person from now on, and lets nobody take a short cut past the screen. */
const counted = (person) => {
  const deeds = [];
  for (const name of DEEDS) {
    const deed = person[name].bind(person);
    person[name] = (...what) => { deeds.push(`${name} ${what[0]}`); return deed(...what); };
  }
  person.go = () => { throw new Error("nobody types an address here"); };
  return deeds;
};

const RETURNING = "tekenbevoegde@bedachte-molen-491.example";
const ELSEWHERE = "tekenbevoegde@denkbeeldige-wegwijzer-492.example";

let world;
before(async () => { world = await begin({ inspected: true, most: 3 }); }, { timeout: 240_000 });
after(() => world?.end());

test("who returns with nothing changed sends in within ten interactions, from the start page to the receipt", { timeout: 300_000 }, async () => {
  const own = await world.person(RETURNING).enter();
  const deeds = counted(own);
  await own.press("Aanmelding beginnen", "section.card:has-text('Zuidwest-Drenthe')");
  await own.heading("Wat wij overnamen van vorige keer");
  assert.match(own.page.url(), /\/vorige-keer$/, "it is shown right after beginning");
  await own.reads("Er is niets nieuw of verlopen");
  await own.reads("U bent hier al toegelaten. Dat blijft zo.");
  await own.reads("Is uw organisatie in de laatste 5 jaar onherroepelijk veroordeeld?");
  await own.tick("Ik geef deze antwoorden over uitsluiting opnieuw");
  await own.tick("Ik aanvaard de verplichte documenten");
  await own.press("Dit klopt nog");
  await own.heading("Controleer uw antwoorden en dien daarna in");
  await own.tick("Ik mag mijn organisatie binden");
  await own.press("Indienen");
  await own.heading("Wij hebben uw aanmelding ontvangen");
  assert.ok(deeds.length <= 10, `at most ten interactions, and these are ${deeds.length}: ${deeds.join("; ")}`);
  await own.leave();
  assert.deepEqual(world.findings, [], "axe and layout");
});

test("without the ticks nothing is taken for granted, and what is left is said in the list of tasks and before sending in", { timeout: 300_000 }, async () => {
  const own = await world.person(ELSEWHERE).enter();
  await own.press("Aanmelding beginnen", "section.card:has-text('Midden-IJssel')");
  const here = new URL(own.page.url()).pathname;
  await own.press("Dit klopt nog");
  await own.heading("Wat wij overnamen van vorige keer");
  await own.reads("U hebt deze antwoorden bevestigd");
  await own.follow("Terug naar alle taken");
  await own.reads("Bekijken wat wij overnamen van vorige keer");
  await own.go(here.replace("vorige-keer", "indienen"));
  await own.tick("Ik mag mijn organisatie binden");
  await own.press("Indienen");
  await own.refused(/Geef uw antwoorden over uitsluiting opnieuw/);
  await own.follow(/Geef uw antwoorden over uitsluiting opnieuw/, "#fouten");
  await own.heading("Uitsluitingsgronden");
  await own.press("Bewaren en verder");
  await own.follow("Bekijken wat wij overnamen van vorige keer");
  await own.tick("Ik aanvaard de verplichte documenten");
  await own.press("Dit klopt nog");
  await own.heading("Controleer uw antwoorden en dien daarna in");
  await own.leave();
  assert.deepEqual(world.findings, [], "axe and layout");
});
