// A resident reports on a phone, with a burgerservicenummer in it: refused in words, then taken. A toezichthouder triages it, draws a sample and reads
// the order of risk. Who assesses finds nothing of it. An aanbieder reports a calamiteit, and toezicht hears of it at once.
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";
import { link } from "./lib/mailbox.mjs";
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
  await toezicht.picture("toezicht-signalen");
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
  await toezicht.picture("toezicht-volgorde");
  await toezicht.go("/toezicht/steekproeven");
  await toezicht.fill("Hoeveel aanbieders?", "2");
  await toezicht.fill("Startgetal of zin", "7 12 19");
  await toezicht.fill("Waar komt het startgetal vandaan?", "De loterij van zaterdag.");
  await toezicht.press("Trekken");
  await toezicht.reads("sha256sum");
  await toezicht.picture("toezicht-steekproef");
  const table = await toezicht.download("Lijst met nummers en uitkomsten (CSV)");
  assert.match(table.bytes.toString(), /plaats;nummer;aanbieder/);
  await toezicht.press("In het jaarplan zetten");
  await toezicht.refused(/Vul een jaar in/);
  await toezicht.fill("In welk jaar?", "2027");
  await toezicht.choose("In welk kwartaal?", "2e kwartaal");
  await toezicht.press("In het jaarplan zetten");
  await toezicht.heading("Jaarplan 2027");
  await toezicht.reads("0 van de 2 onderzoeken zijn klaar");
  await toezicht.picture("toezicht-jaarplan");
  await toezicht.press("Toevoegen");
  await toezicht.refused(/Kies een kwartaal/);
  await toezicht.page.locator("summary", { hasText: "Uit het plan halen" }).first().click();
  await toezicht.page.getByLabel("Waarom gaat dit uit het plan?").first().fill("Zij stoppen in februari.");
  await toezicht.press("Uit het plan halen");
  await toezicht.go("/toezicht/jaarplan?jaar=2027");
  await toezicht.reads("Zij stoppen in februari.");
  await toezicht.reads("0 van 1 onderzoek is klaar");
  await toezicht.go("/toezicht/signalen/nieuw");
  await toezicht.reads("Namen kunnen wij niet herkennen");

  for (const [name, status] of [["beoordelaar", 403], ["contract", 403], ["beheer", 403], ["rechtmatigheid", 404]]) {
    const other = await world.team(name).enter();
    await other.go(signal, status);
    await other.leave();
  }
  await toezicht.leave();
});

test("a calamiteit without private numbers is taken and told to toezicht at once, and nobody else reads it", { timeout: 300_000 }, async () => {
  const own = await world.person("tekenbevoegde@verzonnen-eik-1.example").enter();
  await own.go("/aanbieder/toelatingen");
  await own.follow("Meld het hier");
  await own.press("Melding versturen");
  await own.refused(/Kies een productgroep en gemeente/);
  await own.refused(/Vul in op welke dag het gebeurde/);
  await own.page.getByLabel("Bij welke zorg, en waar?").selectOption({ index: 1 });
  await own.choose("Wat meldt u?", "Calamiteit");
  await own.date("Op welke dag gebeurde het?", [3, 10, 2026]);
  await own.fill("Op welke locatie?", "Woonvoorziening aan de Hoofdstraat");
  await own.fill("Wat is er gebeurd?", "Een cliënt, geboren op 4 mei 1951, viel van de trap.");
  await own.fill("Wat deed u al?", "Wij belden de ambulance en de familie.");
  await own.fill("Naam", "Het hoofd van de locatie");
  await own.press("Melding versturen");
  await own.refused(/op regel 1 vanaf teken \d+ staat een geboortedatum/);
  await own.fill("Wat is er gebeurd?", "Een cliënt van 75 jaar viel van de trap.");
  await own.press("Melding versturen");
  await own.heading("Uw melding is ontvangen");
  const receipt = new URL(own.page.url()).pathname;
  const number = (await own.page.locator("main").innerText()).match(/M-[0-9A-F]{8}/)[0];
  assert.doesNotMatch(await own.page.locator("main").innerText(), /trap/, "what was written is not shown again");

  const toezicht = await world.team("toezicht").enter();
  const mail = await world.post.wait(toezicht.mail, /ernstig signaal/);
  assert.doesNotMatch(mail.text, /trap|calamiteit|Eik/i, "the mail says where to read it and nothing more");
  await toezicht.go(link(mail, "/toezicht/signalen/"));
  await toezicht.heading(number);
  await toezicht.reads("Een cliënt van 75 jaar viel van de trap.");
  await toezicht.reads("Wij belden de ambulance en de familie.");
  await toezicht.choose("Kies", "Volgen tot een dag");
  await toezicht.fill("Waarom?", "De aanbieder onderzoekt het zelf eerst.");
  await toezicht.press("Vastleggen");
  await toezicht.refused(/vanaf morgen/);
  await toezicht.date("Opnieuw kijken op", [30, 11, 2026]);
  await toezicht.press("Vastleggen");
  await toezicht.reads("Wordt gevolgd");
  await toezicht.leave();

  await own.go(receipt);
  assert.doesNotMatch(await own.page.locator("main").innerText(), /gevolgd|onderzoek/i, "nor what became of it");
  await own.leave();
  const rival = await world.person("tekenbevoegde@papieren-wilg-8.example").enter();
  await rival.go(receipt, 404);
  await rival.leave();
  for (const name of ["beoordelaar", "beslisser", "contract", "beheer", "beleid"]) {
    const other = await world.team(name).enter();
    assert.equal(await other.page.locator("a[href^='/toezicht']").count(), 0, `${name} is led nowhere`);
    for (const page of ["/toezicht/signalen", "/toezicht/steekproeven", "/toezicht/volgorde"]) await other.go(page, 403);
    await other.go(receipt, 404);
    await other.leave();
  }
});

test("no page has a finding at 1280 or 390 px, or is too wide at 320 px", () => assert.deepEqual(world.findings, []));
