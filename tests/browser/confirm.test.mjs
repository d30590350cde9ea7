// Once a year an aanbieder looks whether everything is still so and confirms it; the region sees who did, and what changed. What soon expires
// is told on its own page, with where the newer paper goes.
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";
import { begin } from "./journey/world.mjs";

let world;
// In the weeks in which the year of the regeling of Zuidwest-Drenthe begins.
before(async () => { world = await begin({ inspected: true, most: 3, on: "2026-11-23" }); }, { timeout: 240_000 });
after(() => world?.end());

test("an aanbieder is told what is missing, changes one answer, confirms, and reads that it is done", { timeout: 300_000 }, async () => {
  const own = await world.person("tekenbevoegde@verzonnen-eik-1.example").enter();
  await own.go("/aanbieder/toelatingen");
  await own.reads("vraagt: klopt alles nog?");
  await own.follow(/^Kijk het na en bevestig/);
  await own.heading("Klopt alles nog?");
  const address = own.page.url();
  await own.press("Dit klopt, bevestigen");
  await own.refused(/dagen/);
  for (const field of await own.page.locator("main td input:not([type=hidden]), main [role=cell] input:not([type=hidden])").all()) {
    if (await field.inputValue() === "") await field.fill("14");
  }
  const question = "Spant u zich in om mensen met een uitkering of leerlingen een plek te geven?";
  await own.page.locator("details", { hasText: question }).locator("summary").press("Enter");
  await own.choose(question, "Nee");
  await own.press("Dit klopt, bevestigen");
  await own.reads("U hebt bevestigd dat alles klopt");
  await own.go(address);
  await own.reads("U hoeft niets meer te doen");
  await own.leave();
});

test("the contractmanager finds what changed first, and takes it up", { timeout: 300_000 }, async () => {
  const manager = await world.team("contract").enter();
  await manager.go("/beoordeling/toelatingen");
  await manager.follow("Jaarlijkse bevestigingen");
  await manager.heading("Jaarlijkse bevestigingen");
  await manager.follow(/Verzonnen Eik/);
  await manager.reads("Gewijzigd");
  await manager.reads("Besloten");
  await manager.press("Ik pak dit op");
  await manager.reads("Opgepakt door");
  assert.equal(await manager.page.getByText("Besloten", { exact: true }).count(), 0, "who took it up reads it all");
  await manager.leave();
});

test("what soon expires stands on the page of the aanbieder, with where the newer paper goes", { timeout: 300_000 }, async () => {
  const own = await world.person("tekenbevoegde@imaginaire-kade-18.example").enter();
  await own.go("/aanbieder/toelatingen");
  await own.reads("Verloopt binnenkort");
  await own.follow(/^Polis van uw aansprakelijkheidsverzekering/);
  await own.reads("Uw stuk is geldig tot en met");
  await own.go("/aanbieder/toelatingen");
  await own.follow(/^Toevoegen/);
  await own.reads("Polis van uw aansprakelijkheidsverzekering");
  await own.leave();
  const manager = await world.team("contract").enter();
  await manager.go("/beoordeling/bewijsverzoeken");
  await manager.reads("Verloopt: een nieuw stuk is gevraagd");
  await manager.leave();
  assert.deepEqual(world.findings, [], "axe and layout");
});
