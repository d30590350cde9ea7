// A policy officer plans a window with the dates that the regeling asks, a colleague publishes it; then its close becomes later, for everybody to read.
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";
import { begin } from "./journey/world.mjs";

const SLUG = "midden-ijssel-oost-veluwe";

let world;
before(async () => { world = await begin({ inspected: true, most: 3 }); }, { timeout: 240_000 });
after(() => world?.end());

test("a year is planned by two people, and a close only becomes later", { timeout: 300_000 }, async () => {
  const own = await world.person(`beleid@${SLUG}.example`).enter();
  await own.go("/beheer/vensters");
  await own.follow("Jaarplanner");
  await own.reads("Wat moet er nog komen?");
  await own.reads("Er moet een venster opengaan, uiterlijk");
  await own.follow("Plan een venster dat op tijd opengaat");
  await own.heading("Venster plannen");
  const first = await own.page.getByRole("group", { name: "Aanmelden kan vanaf" }).getByLabel("Jaar").inputValue();
  assert.match(first, /^20\d\d$/, "with dates that are in time");
  await own.go("/beheer/vensters/nieuw");
  await own.heading("Venster plannen");
  await own.choose("Soort venster", "Extra venster, omdat er te weinig zorg is");
  await own.press("Reken de data uit");
  await own.reads("Extra venster, omdat er te weinig zorg is");
  await own.press("Voorstellen aan een collega");
  await own.refused(/naam van het venster/);
  await own.fill("Naam van het venster", "Extra instroom");
  await own.fill("Waarom dit venster, en waarom dan?", "Er is een wachtlijst voor dagbesteding.");
  await own.press("Voorstellen aan een collega");
  await own.reads("Wacht op een collega: een nieuw venster, Extra instroom");
  await own.reads("Vraag een collega om het na te kijken");
  await own.follow("Jaarplanner");
  await own.reads("wacht op een collega");
  await own.leave();

  const colleague = await world.person(`beheer@${SLUG}.example`).enter();
  await colleague.go("/beheer/vensters");
  await colleague.reads("Er is een wachtlijst voor dagbesteding.");
  await colleague.press("Publiceren");
  await colleague.heading("Vensters");
  await colleague.follow("Data wijzigen van Extra instroom");
  const year = await colleague.page.getByRole("group", { name: "Aanmelden kan tot" }).getByLabel("Jaar").inputValue();
  await colleague.date("Aanmelden kan tot", [1, 1, Number(year) - 1]);
  await colleague.fill("Waarom?", "Er is gevraagd om meer tijd.");
  await colleague.press("Voorstellen aan een collega");
  await colleague.refused(/wordt nooit korter/);
  await colleague.date("Aanmelden kan tot", [30, 12, year]);
  await colleague.date("Beslissing uiterlijk", [1, 3, Number(year) + 1]);
  await colleague.date("Start van de toelating", [1, 5, Number(year) + 1]);
  await colleague.press("Voorstellen aan een collega");
  await colleague.reads("Wacht op een collega: andere data voor Extra instroom");
  await colleague.leave();

  const second = await world.person(`beleid@${SLUG}.example`).enter();
  await second.go("/beheer/vensters");
  await second.press("Publiceren");
  await second.heading("Vensters");
  await second.leave();
  assert.deepEqual(world.findings, [], "axe and layout");
});
