// A policy officer raises the solvency minimum for one gemeente, sees who would drop out and what is left, and publishes it with a colleague.
// Then an eis is made to hold for who is admitted already: exactly those are asked for evidence, and one answers.
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";
import { begin } from "./journey/world.mjs";

const SLUG = "midden-ijssel-oost-veluwe";
/** A day that is coming on the day of the story. */
const YEAR = 2028;
const NUMBER = "Solvabiliteit, ten minste";

let world;
before(async () => { world = await begin({ inspected: true, most: 3 }); }, { timeout: 240_000 });
after(() => world?.end());

test("the solvency minimum of one gemeente is raised, worked out and published by two people", { timeout: 300_000 }, async () => {
  const own = await world.person(`beleid@${SLUG}.example`).enter();
  await own.go("/beheer/regeling");
  await own.press("Begin een wijziging");
  await own.heading("Wijziging van de regeling");
  await own.reads("Er is nog niets gewijzigd");
  const home = own.page.url();

  await own.follow(`Wijzig ${NUMBER}`);
  await own.picture("regels-getal");
  await own.press("Getal wijzigen");
  await own.refused(/Vul een percentage in/);
  await own.fill("Nieuw percentage", "35");
  await own.date("Vanaf welke dag?", [1, 1, YEAR]);
  await own.tick("Apeldoorn");
  await own.press("Getal wijzigen");
  await own.reads(`In Apeldoorn vanaf 1 januari ${YEAR}: van 20,0 % naar 35,0 %.`);
  await own.picture("regels-verschil");

  await own.fill("Waarom wilt u dit wijzigen?", "De accountant adviseert een hogere ondergrens.");
  await own.press("Motivering vastleggen");
  await own.press("Reken het effect door");
  await own.heading("Wat doet deze wijziging?");
  await own.reads(/[0-9]+ van de [0-9]+ toegelaten aanbieders vallen ergens af/);
  await own.reads("Begeleiding individueel in Apeldoorn");
  await own.picture("regels-effect");
  const said = await own.page.locator("main").innerText();
  assert.match(said, /[0-9A-Z]{4}-[0-9A-Z]{4}/, "who drops out has a pseudonym");
  assert.doesNotMatch(said, /Verzonnen|Stichting|BV/, "and no name");
  const bars = await own.page.locator("svg.chart rect").count();
  assert.ok(bars > 1, "there is a picture of what is left");
  const table = await own.download("Download alles (CSV)");
  assert.match(table.type, /^text\/csv/);
  assert.match(table.bytes.toString("utf8"), /Begeleiding individueel;Apeldoorn;GM0200;/);

  await own.go(home);
  await own.date("Vanaf welke dag geldt de nieuwe versie?", [1, 1, YEAR]);
  await own.fill("Wat vindt u van het effect?", "Er blijven genoeg aanbieders over.");
  await own.press("Voorstellen aan een collega");
  await own.reads("U hebt deze wijziging zelf voorgesteld");
  const proposal = own.page.url();
  await own.leave();

  const colleague = await world.person(`beheer@${SLUG}.example`).enter();
  await colleague.go(proposal);
  await colleague.reads("De accountant adviseert een hogere ondergrens.");
  await colleague.picture("regels-voorstel");
  await colleague.follow("Bekijk het effect");
  await colleague.go(proposal);
  await colleague.press("Publiceren");
  await colleague.reads("De nieuwe versie is gepubliceerd");
  await colleague.leave();

  const reader = await world.person("").sit();
  await reader.go(`/regio/${SLUG}/eisen`);
  await reader.reads(/Versie 2 geldt vanaf 1 januari/);
  await reader.follow("Lees wat er verandert");
  await reader.reads(`In Apeldoorn vanaf 1 januari ${YEAR}: van 20,0 % naar 35,0 %.`);
  await reader.picture("regels-gepubliceerd");
  await reader.leave();
  assert.deepEqual(world.findings, [], "axe and layout");
});

test("an eis that holds for who is admitted already asks them for evidence, which the contractmanager looks at", { timeout: 300_000 }, async () => {
  const own = await world.person(`beleid@${SLUG}.example`).enter();
  await own.go("/beheer/regeling");
  await own.press("Begin een wijziging");
  const home = own.page.url();
  await own.go(`${home}/tekst`);
  const text = await own.page.locator("#tekst").inputValue();
  const running = "    titel: Solvabiliteit\n    geldt_voor: {lopend: {contractartikel: art. 12, overgangstermijn: 2 maanden}}\n";
  await own.page.locator("#tekst").fill(text.replace("    titel: Solvabiliteit\n", running));
  await own.press("Tekst overnemen");
  await own.reads("Wordt: ook wie al is toegelaten, na 2 maanden (art. 12).");
  await own.fill("Waarom wilt u dit wijzigen?", "Vorig jaar ging een aanbieder failliet.");
  await own.press("Motivering vastleggen");
  await own.press("Reken het effect door");
  await own.go(home);
  await own.date("Vanaf welke dag geldt de nieuwe versie?", [1, 2, YEAR]);
  await own.fill("Wat vindt u van het effect?", "Iedereen kan zijn jaarrekening sturen.");
  await own.press("Voorstellen aan een collega");
  const proposal = own.page.url();
  await own.leave();

  const colleague = await world.person(`beheer@${SLUG}.example`).enter();
  await colleague.go(proposal);
  await colleague.reads(/[0-9]+ toegelaten aanbieders krijgen een bewijsverzoek/);
  await colleague.press("Publiceren");
  await colleague.reads("De nieuwe versie is gepubliceerd");
  await colleague.leave();

  const mail = await world.post.first(/vraagt u om bewijs/);
  const provider = await world.person(mail.to[0].replace(/^[^@]*@/, "tekenbevoegde@")).enter();
  await provider.menu("Toelatingen");
  await provider.follow("Solvabiliteit");
  await provider.reads("U blijft toegelaten terwijl wij kijken");
  const asked = provider.page.url();
  await provider.press("Versturen");
  await provider.refused(/Kies een bewijsstuk/);
  await provider.fill("Toelichting", "Onze accountant is klaar in maart. Dan sturen wij de jaarrekening.");
  await provider.press("Versturen");
  await provider.reads("Uw antwoord is verstuurd");
  await provider.leave();

  const manager = await world.person(`contract@${SLUG}.example`).enter();
  await manager.menu("Toelatingen");
  await manager.follow("Bewijsverzoeken aan wie al is toegelaten");
  await manager.go(`/beoordeling/bewijsverzoeken/${asked.match(/bewijsverzoek\/([^?]+)/)[1]}`);
  await manager.reads("Dan sturen wij de jaarrekening.");
  await manager.press("Teruggeven");
  await manager.refused(/Schrijf op wat er nog ontbreekt/);
  await manager.fill("Wat ontbreekt er nog?", "Stuur in maart de jaarrekening zelf.");
  await manager.press("Teruggeven");
  await manager.reads("De aanbieder leest wat er ontbreekt");
  await manager.leave();
  assert.deepEqual(world.findings, [], "axe and layout");
});
