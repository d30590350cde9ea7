// An aanbieder asks something about the rules; the region takes out who asked, answers everybody at once, and the answer is found by searching.
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";
import { REGION, begin } from "./journey/world.mjs";
import { link } from "./lib/mailbox.mjs";

const ASKER = "tekenbevoegde@verzonnen-eik-1.example";
const NAME = /Verzonnen Eik/;

let world;
before(async () => { world = await begin({ inspected: true, most: 3 }); }, { timeout: 240_000 });
after(() => world?.end());

test("a window is planned, and opens for questions", { timeout: 300_000 }, async () => {
  const planner = await world.team("beleid").enter();
  await planner.go("/beheer/vensters/nieuw");
  await planner.choose("Soort venster", "Extra venster, omdat er te weinig zorg is");
  await planner.press("Reken de data uit");
  await planner.fill("Naam van het venster", "Extra instroom");
  await planner.fill("Waarom dit venster, en waarom dan?", "Er is een wachtlijst voor dagbesteding.");
  await planner.press("Voorstellen aan een collega");
  await planner.leave();
  const colleague = await world.team("beheer").enter();
  await colleague.go("/beheer/vensters");
  await colleague.press("Publiceren");
  await colleague.leave();
  await world.portal.travel("2026-10-08");
});

test("an aanbieder asks, and asks again", { timeout: 300_000 }, async () => {
  const asker = await world.person(ASKER).enter();
  await asker.menu("Vragen");
  await asker.heading("Vragen");
  await asker.follow("Stel een vraag");
  await asker.heading("Stel een vraag over Extra instroom");
  await asker.press("Vraag stellen");
  await asker.refused(/vraag/i);
  await asker.page.getByLabel("Waar gaat uw vraag over?").selectOption("other");
  await asker.fill("Uw vraag", "Wij van Stichting De Verzonnen Eik hebben een achtergestelde lening. Telt die mee?");
  await asker.press("Vraag stellen");
  await asker.reads("Wij hebben uw vraag ontvangen");
  await asker.follow("Stel een vraag");
  await asker.page.getByLabel("Waar gaat uw vraag over?").selectOption("other");
  await asker.fill("Uw vraag", "Telt een lening van onze bank mee bij het eigen vermogen?");
  await asker.press("Vraag stellen");
  await asker.reads("Ontvangen");
  await asker.leave();
});

test("the region groups, takes the names out, answers and publishes", { timeout: 300_000 }, async () => {
  const own = await world.team("beleid").enter();
  await own.menu("Vragen");
  await own.follow("Extra instroom");
  await own.reads(NAME);
  for (const box of await own.page.getByRole("group", { name: "Welke vragen beantwoordt u?" }).getByRole("checkbox").all()) await box.check();
  await own.press("Antwoord beginnen");
  await own.heading("Antwoord 1");
  await own.fill("De vraag, zonder namen", "Telt een achtergestelde lening van Stichting De Verzonnen Eik mee als eigen vermogen?");
  await own.fill("Het antwoord", "Ja, als de lening bij alle andere schulden is achtergesteld.");
  await own.press("Bewaren");
  await own.reads("Kijk namen na");
  await own.follow("Nota nakijken en publiceren");
  await own.reads(NAME);
  await own.press("Publiceren");
  await own.refused(/./);
  await own.follow("Wijzigen");
  await own.fill("De vraag, zonder namen", "Telt een achtergestelde lening mee als eigen vermogen?");
  await own.press("Bewaren");
  await own.follow("Nota nakijken en publiceren");
  assert.doesNotMatch(await own.page.locator("main").innerText(), NAME);
  await own.press("Publiceren");
  await own.reads("Gepubliceerde nota’s");
  assert.doesNotMatch(await own.page.locator("main").innerText(), NAME, "who asked is not shown any more");
  await own.leave();
});

test("everybody finds the answer, and who asked hears of it", { timeout: 300_000 }, async () => {
  const asker = await world.person(ASKER).enter();
  await asker.go(link(await world.post.wait("info@verzonnen-eik-1.example", /Uw vraag over Extra instroom is beantwoord/), "/aanbieder/vragen"));
  await asker.follow("Lees antwoord 1.1");
  await asker.heading("Vragen en antwoorden over Extra instroom");
  await asker.leave();
  const visitor = await world.person("").sit();
  await visitor.go(`/regio/${REGION.slug}/vensters`);
  await visitor.follow("Vragen en antwoorden over Extra instroom");
  await visitor.heading("Vragen en antwoorden over Extra instroom");
  assert.doesNotMatch(await visitor.page.locator("main").innerText(), NAME);
  await visitor.fill("Zoek in vragen en antwoorden", "ACHTERGESTELDE");
  await visitor.press("Filters toepassen");
  await visitor.reads("1 antwoord gevonden");
  await visitor.reads("Ja, als de lening bij alle andere schulden is achtergesteld.");
  await visitor.fill("Zoek in vragen en antwoorden", "wolkenkrabber");
  await visitor.press("Filters toepassen");
  await visitor.reads("Niets gevonden");
  await visitor.leave();
  assert.deepEqual(world.findings, [], "axe and layout");
});
