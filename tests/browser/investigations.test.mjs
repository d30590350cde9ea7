// From a signal to a closed re-check: a toezichthouder plans an investigation, is there with a telephone while the connection is cut, writes the draft, and the
// aanbieder answers beside the finding. Who assesses or buys finds nothing of it. On the final finding a measure is advised, proposed, heard and decided by
// three people; the admission follows, and toezicht looks again.
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";
import { link } from "./lib/mailbox.mjs";
import { begin } from "./journey/world.mjs";

let world;
before(async () => { world = await begin({ inspected: true, most: 3 }); }, { timeout: 240_000 });
after(() => world?.end());

const PROVIDER = "tekenbevoegde@verzonnen-eik-1.example";
/** What the first test leaves to the second. */
let address, gemeente;

/** Ticks everything there is to choose in a group. */
const all = async (person, group) => {
  for (const box of await person.page.getByRole("group", { name: group }).getByRole("checkbox").all()) await box.check();
};

test("an investigation from a signal is noted at 390 px without a connection, heard and made final", { timeout: 300_000 }, async () => {
  const own = await world.person(PROVIDER).enter();
  await own.go("/aanbieder/toelatingen/calamiteit");
  await own.page.getByLabel("Bij welke zorg, en waar?").selectOption({ index: 1 });
  await own.choose("Wat meldt u?", "Calamiteit");
  await own.date("Op welke dag gebeurde het?", [3, 10, 2026]);
  await own.fill("Op welke locatie?", "Woonvoorziening aan de Hoofdstraat");
  await own.fill("Wat is er gebeurd?", "Een cliënt van 75 jaar viel van de trap.");
  await own.fill("Wat deed u al?", "Wij belden de ambulance en de familie.");
  await own.press("Melding versturen");

  const toezicht = await world.team("toezicht").enter();
  const signal = await world.post.wait(toezicht.mail, /ernstig signaal/);
  await toezicht.go(link(signal, "/toezicht/signalen/"));
  await toezicht.choose("Kies", "Onderzoeken");
  await toezicht.fill("Waarom?", "Dit moet ter plaatse worden bekeken.");
  await toezicht.press("Vastleggen");
  await toezicht.follow("Onderzoek plannen");
  await toezicht.press("Plannen");
  await toezicht.refused(/Nooit de hele organisatie/);
  await toezicht.fill("Welke locaties onderzoekt u?", "Hoofdstraat 1\nBrink 2");
  await all(toezicht, "Voor welke producten?");
  const first = toezicht.page.getByRole("group", { name: "In welke gemeenten?" }).getByRole("checkbox").first();
  await first.check();
  gemeente = (await first.locator("xpath=..").innerText()).trim();
  await toezicht.tick(/legt incidenten vast/);
  await toezicht.date("Op welke dag is het bezoek?", [12, 10, 2026]);
  await toezicht.fill("Hoe laat?", "9:30");
  await toezicht.press("Plannen");
  await toezicht.reads("De aanbieder weet nog niets");
  await toezicht.picture("toezicht-onderzoek");
  address = new URL(toezicht.page.url()).pathname;
  const path = address.replace("/toezicht/onderzoeken", "/aanbieder/toezicht");
  await own.go(path, 404);
  await toezicht.press("Onaangekondigd beginnen");
  await toezicht.heading("Bezoek bij");
  await own.go(path, 404);

  // The visit, on a telephone, with the connection cut in between.
  const { page, browser } = toezicht;
  await page.setViewportSize({ width: 390, height: 844 });
  const field = page.getByLabel("Wat ziet of hoort u?");
  const status = page.locator("[data-keep-status]");
  await field.fill("Het register is bij tot juni.");
  await status.filter({ hasText: "Staat op dit apparaat" }).waitFor();
  await page.reload();
  assert.equal(await field.inputValue(), "Het register is bij tot juni.", "what was typed is still there");
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Notitie bewaren" }).click();
  await status.filter({ hasText: "Geen verbinding" }).waitFor();
  assert.equal(await page.getByRole("list", { name: "Nog niet verstuurd" }).getByRole("listitem").count(), 1);
  await page.screenshot({ path: new URL("./out/visit-offline-390.png", import.meta.url).pathname, fullPage: true });
  await page.context().setOffline(false);
  await status.filter({ hasText: "Bewaard" }).waitFor();
  await page.locator("[data-notes]").getByText("Het register is bij tot juni.").waitFor();
  browser.complaints.length = 0; // Chromium says that the connection was cut.
  await page.reload();
  assert.equal(await page.locator("[data-notes] > li").count(), 1, "kept once");
  assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("note:")).length), 0, "nothing stays on the device");
  await field.fill("Bel 0522-123456.");
  await page.getByRole("button", { name: "Notitie bewaren" }).click();
  await status.filter({ hasText: "telefoonnummer" }).waitFor();
  assert.equal(await field.inputValue(), "Bel 0522-123456.", "refused in words, and there to be changed");
  await field.fill("");
  browser.complaints.length = 0;

  await toezicht.follow("Conceptrapport schrijven");
  await toezicht.press("Conceptrapport bewaren");
  await toezicht.refused(/Kies op welke locatie u dit vond/);
  await toezicht.choose("Uitkomst", "Voldoet deels");
  await toezicht.fill("Wat vond u?", "Het register is niet bij na juni.");
  await toezicht.page.getByRole("group", { name: "Op welke locatie" }).getByLabel("Brink 2").check();
  await all(toezicht, "Voor welk product");
  await toezicht.press("Conceptrapport bewaren");
  await toezicht.press("Conceptrapport sturen");
  await toezicht.reads("kunt u het rapport niet definitief maken");

  const mail = await world.post.wait(PROVIDER.replace("tekenbevoegde", "info"), /conceptrapport/i);
  assert.doesNotMatch(mail.text, /register/, "the mail says where to read it and nothing more");
  await own.go(link(mail, "/aanbieder/toezicht/"));
  await own.reads("Het register is niet bij na juni.");
  assert.doesNotMatch(await own.page.locator("main").innerText(), /bij tot juni/, "notes are of toezicht");
  await own.press("Reactie versturen");
  await own.refused(/Schrijf uw reactie/);
  await own.fill("Uw reactie op deze bevinding", "Het is nu bijgewerkt.");
  await own.press("Reactie versturen");
  await own.reads("Reactie ontvangen");

  await toezicht.go(address);
  await toezicht.follow("Rapport definitief maken");
  await toezicht.fill("Wat doet u met deze reactie, en waarom?", "Wij zagen de nieuwe versie.");
  await toezicht.choose("Wat is de uitkomst dan?", "Voldoet deels");
  await toezicht.press("Rapport definitief maken");
  await toezicht.reads("Definitief rapport");
  await own.go(path);
  await own.reads("Wij zagen de nieuwe versie.");
  await own.go("/aanbieder/toezicht");
  await toezicht.go("/toezicht/onderzoeken");
  await toezicht.reads("Definitief rapport");

  for (const [other, code] of [["beoordelaar", 403], ["contract", 403], ["beheer", 403], ["rechtmatigheid", 404]]) {
    const reader = await world.team(other).enter();
    await reader.go(address, code);
    await reader.leave();
  }
  await toezicht.leave();
  await own.leave();
});

test("on that finding the intake stops by three people, the admission follows, and a re-check closes it", { timeout: 300_000 }, async () => {
  const toezicht = await world.team("toezicht").enter();
  await toezicht.go(address);
  await toezicht.follow("Adviseer een maatregel op bevindingen");
  await toezicht.press("Advies geven");
  await toezicht.refused(/Nooit vanzelf over alles/);
  await toezicht.page.getByRole("group", { name: "Waarover gaat het?" }).getByLabel(new RegExp(gemeente)).first().check();
  await toezicht.choose("Welke maatregel adviseert u?", "Cliëntenstop");
  await toezicht.tick(/legt incidenten vast/);
  await toezicht.fill("Waarom deze maatregel?", "Zolang het register niet bij is, is niet te zien of nieuwe cliënten veilig zijn.");
  await toezicht.press("Advies geven");
  await toezicht.reads("Het register is niet bij na juni.");
  await toezicht.reads("Definitief rapport O-");
  await toezicht.picture("toezicht-advies");
  const watched = new URL(toezicht.page.url()).pathname;
  await toezicht.go(address);
  await toezicht.reads("Maatregelen die op dit onderzoek rusten");

  const manager = await world.team("contract").enter();
  await manager.go(watched.replace("/toezicht", "/beoordeling"));
  await manager.choose("Welke maatregel?", "Cliëntenstop");
  await manager.date("Op welke dag is zij voorbij?", [20, 10, 2026]);
  await manager.fill("Waarom, en wat moet de aanbieder doen?", "Werk het register bij en laat het zien.");
  await manager.press("Voorstellen");
  await manager.refused(/lichtere maatregel/);
  await manager.fill("Waarom is een lichtere maatregel niet genoeg?", "Een waarschuwing hielp in juni niet.");
  await manager.press("Voorstellen");
  await manager.reads("Aanbieder mag reageren");
  await manager.leave();

  const own = await world.person(PROVIDER).enter();
  await own.go("/aanbieder/maatregelen");
  await own.follow("Cliëntenstop");
  await own.reads("Dit staat nog niet vast");
  assert.doesNotMatch(await own.page.locator("main").innerText(), /niet te zien of nieuwe cliënten veilig/, "the advice is not of the aanbieder");
  await own.fill("Uw zienswijze", "Het register is sinds gisteren bij.");
  await own.press("Zienswijze versturen");

  const decider = await world.team("beslisser").enter();
  await decider.go(watched.replace("/toezicht", "/beoordeling"));
  await decider.reads("Het register is sinds gisteren bij.");
  await decider.fill("Waarom, en wat deed u met wat de aanbieder vindt?", "Toezicht moet dat nog zien.");
  await decider.press("Maatregel nemen");
  await decider.reads("Van kracht");
  await decider.leave();
  await own.go("/aanbieder/toelatingen");
  await own.reads("Geen nieuwe cliënten tot en met 19 oktober 2026");

  await toezicht.go(watched);
  await toezicht.date("Op welke dag kijkt u opnieuw?", [20, 10, 2026]);
  await toezicht.fill("Waarom dan?", "Dan is de stop voorbij.");
  await toezicht.press("Vastleggen");
  await toezicht.reads("U kijkt opnieuw op 20 oktober 2026");
  await toezicht.leave();
  await own.leave();

  await world.portal.travel("2026-10-20");
  const again = await world.team("toezicht").enter();
  await again.go(watched);
  await again.choose("Wat legt u vast?", "Het is in orde");
  await again.fill("Wat vond u?", "Het register is bij.");
  await again.press("Vastleggen");
  await again.reads("Afgesloten");
  await again.leave();
  const back = await world.person(PROVIDER).enter();
  await back.go("/aanbieder/toelatingen");
  assert.doesNotMatch(await back.page.locator("main").innerText(), /Geen nieuwe cliënten tot en met 19 oktober/, "the admission runs again by itself");
  await back.leave();
});

test("no page has a finding at 1280 or 390 px, or is too wide at 320 px", () => assert.deepEqual(world.findings, []));
