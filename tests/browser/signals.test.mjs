// A resident reports on a phone, with a burgerservicenummer in it: refused in words, then taken. A toezichthouder triages it, draws a sample and reads
// the order of risk. Who assesses finds nothing of it.
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";
import { REGION, begin } from "./journey/world.mjs";

let world;
before(async () => { world = await begin({ inspected: true, most: 2 }); }, { timeout: 240_000 });
after(() => world?.end());

test("a report with a number in it is refused in words, then taken and triaged behind the wall", { timeout: 300_000 }, async () => {
  const resident = await world.person("").sit();
  await resident.page.setViewportSize({ width: 390, height: 844 });
  await resident.go(`/regio/${REGION.slug}`);
  await resident.follow("Iets melden over een aanbieder");
  await resident.reads("Namen kunnen wij niet herkennen");
  const providers = resident.page.getByLabel("Over welke aanbieder gaat het?");
  const chosen = await providers.locator("option").nth(1).innerText();
  await providers.selectOption({ label: chosen });
  await resident.choose("Wie bent u?", "Inwoner, familie, medewerker of iemand anders");
  await resident.choose("Waarover gaat het?", "Kwaliteit van de zorg");
  await resident.fill("Wat is er gebeurd?", "Er kwam niemand.\nHet bsn is 123456782.");
  await resident.fill("Uw telefoonnummer of e-mailadres", "06-12345678");
  await resident.press("Melding versturen");
  await resident.refused(/op regel 2 vanaf teken 12 staat een burgerservicenummer/);
  await resident.fill("Wat is er gebeurd?", "Er kwam al drie dagen niemand.");
  await resident.press("Melding versturen");
  await resident.reads("kunnen wij u niet beloven");
  const number = (await resident.page.locator("main").innerText()).match(/M-[0-9A-F]{8}/)[0];
  await resident.leave();

  const toezicht = await world.team("toezicht").enter();
  await toezicht.go("/toezicht");
  await toezicht.follow("Signalen");
  await toezicht.follow(number);
  const signal = new URL(toezicht.page.url()).pathname;
  await toezicht.reads("Er kwam al drie dagen niemand.");
  assert.equal(await toezicht.page.getByText("06-12345678").count(), 0, "who reported stands apart");
  await toezicht.follow("Bekijk wie meldde");
  await toezicht.reads("06-12345678");
  await toezicht.follow("Terug naar het signaal");
  await toezicht.choose("Kies", "Onderzoeken");
  await toezicht.press("Vastleggen");
  await toezicht.refused(/Schrijf waarom/);
  await toezicht.choose("Kies", "Onderzoeken");
  await toezicht.fill("Waarom?", "Dit is de derde keer.");
  await toezicht.press("Vastleggen");
  await toezicht.reads("Te onderzoeken");

  await toezicht.go("/toezicht/volgorde");
  await toezicht.reads("1 ander open signaal");
  await toezicht.go("/toezicht/steekproeven");
  await toezicht.fill("Hoeveel aanbieders?", "2");
  await toezicht.fill("Startgetal of zin", "7 12 19");
  await toezicht.fill("Waar komt het startgetal vandaan?", "De loterij van zaterdag.");
  await toezicht.press("Trekken");
  await toezicht.reads("sha256sum");
  const table = await toezicht.download("Lijst met nummers en uitkomsten (CSV)");
  assert.match(table.bytes.toString(), /plaats;nummer;aanbieder/);
  await toezicht.go("/toezicht/signalen/nieuw");
  await toezicht.reads("Namen kunnen wij niet herkennen");

  for (const [name, status] of [["beoordelaar", 403], ["contract", 403], ["beheer", 403], ["rechtmatigheid", 404]]) {
    const other = await world.team(name).enter();
    await other.go(signal, status);
    await other.leave();
  }
  await toezicht.leave();
  assert.deepEqual(world.findings, []);
});
