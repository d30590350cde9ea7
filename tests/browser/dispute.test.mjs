// An aanbieder sends in a klacht from its letter; who decided first cannot treat it, a colleague can, and it leads to a herziening.
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";
import { logins } from "./lib/app.mjs";
import { link } from "./lib/mailbox.mjs";
import { DAY, begin } from "./journey/world.mjs";

const today = DAY.split("-").map(Number).reverse();

let world;
let complaint;
before(async () => { world = await begin({ inspected: true, most: 3 }); }, { timeout: 240_000 });
after(() => world?.end());

test("an aanbieder that was not admitted sends in a klacht from its letter, and reads what becomes of it", { timeout: 300_000 }, async () => {
  const refused = logins(world.portal.told).all.find(({ mail, role }) => mail.startsWith("tekenbevoegde@") && role.includes("brief: niet toegelaten"));
  assert.ok(refused, "the demo has an aanbieder that was not admitted");
  const provider = await world.person(refused.mail).enter();
  await provider.menu("Brieven");
  await provider.follow(/Beslissing/);
  await provider.follow("Ik ben het niet eens met de uitkomst");
  await provider.heading("Klacht indienen");
  await provider.reads("Een klacht geeft u geen extra tijd voor de rechter");
  await provider.press("Klacht versturen");
  await provider.refused(/Schrijf waarom u het niet eens bent/);
  for (const box of await provider.page.getByRole("group", { name: "Met welke uitkomst bent u het niet eens?" }).getByRole("checkbox").all()) await box.check();
  await provider.fill("Waarom bent u het er niet mee eens?", "De polis is in september verhoogd. Dat staat op bladzijde 2.");
  await provider.press("Klacht versturen");
  await provider.heading("Klacht bij aanmelding");
  await provider.reads("Ontvangen");
  await provider.reads("De polis is in september verhoogd.");
  complaint = { mail: refused.mail, address: provider.page.url() };
  const receipt = await world.post.first(/Wij hebben uw klacht ontvangen/);
  assert.equal(link(receipt, "/geschillen/"), complaint.address);
  await provider.leave();
});

test("who decided cannot treat it; a colleague can, and where the aanbieder is right a herziening begins with everything filled in", { timeout: 300_000 }, async () => {
  const id = complaint.address.split("/").at(-1);
  const first = await world.team("beslisser").enter();
  await first.menu("Geschillen");
  await first.moves(() => first.page.locator(`main a[href$="${id}"]`).click());
  const address = new URL(first.page.url()).pathname;
  await first.reads("U werkte mee aan deze uitkomst");
  for (const name of ["In behandeling nemen", "Uitkomst vastleggen"]) assert.equal(await first.page.getByRole("button", { name }).count(), 0, name);
  await first.leave();

  const second = await world.team("tweede.beslisser").enter();
  await second.go(address);
  await second.reads("Op tijd");
  await second.reads("Dit dossier wordt niet vernietigd zolang het geschil loopt");
  await second.press("In behandeling nemen");
  await second.press("Uitkomst vastleggen");
  await second.refused(/Kies wat de uitkomst is/);
  await second.choose("Wat is de uitkomst?", /^Gegrond/);
  await second.date("Dag van de uitkomst", today);
  await second.fill("Waarom is dit de uitkomst?", "De verhoging van de polis is over het hoofd gezien.");
  await second.press("Uitkomst vastleggen");
  await second.reads("De aanbieder kreeg gelijk");
  await second.follow("Bewaren bekijken");
  await second.reads("Blijft bewaard");
  await second.go(address);
  await second.follow("Herziening beginnen");
  await second.heading("Uitkomst herzien");
  assert.ok(await second.page.locator("main input[name=onderdeel]:checked").count() > 0, "its lots are chosen");
  assert.match(await second.field("Waarom wordt de uitkomst herzien?").inputValue(), /over het hoofd gezien/);
  await second.press("Herziening beginnen");
  await second.reads("Herziening");
  await second.go(address);
  await second.reads("Wordt opnieuw beoordeeld");
  await second.menu("Geschillen");
  await second.pick("Stand", { label: "Afgehandeld of ingetrokken" });
  await second.press("Filters toepassen");
  await second.reads("Gegrond");
  await second.leave();

  const provider = await world.person(complaint.mail).enter();
  await provider.go(complaint.address);
  await provider.reads("U krijgt gelijk.");
  await provider.reads("Wordt opnieuw beoordeeld");
  await provider.leave();
});

test("what a deurwaarder brings is registered by the team, with its zitting", { timeout: 300_000 }, async () => {
  const second = await world.team("tweede.beslisser").enter();
  const id = complaint.address.split("/").at(-1);
  await second.go("/beoordeling/geschillen");
  await second.moves(() => second.page.locator(`main tbody a:not([href$="${id}"])`).first().click());
  await second.follow("Naar de aanmelding");
  await second.follow("Geschil registreren");
  await second.press("Geschil registreren");
  await second.refused(/Kies wat er is binnengekomen/);
  await second.choose("Wat is er binnengekomen?", "Kort geding");
  await second.page.getByRole("group", { name: "Over welke onderdelen?" }).getByRole("checkbox").first().check();
  await second.date("Wanneer is het ontvangen?", today);
  await second.fill("Waar gaat het over?", "Dagvaarding, opgeslagen in map 12.");
  await second.press("Geschil registreren");
  await second.heading("Kort geding van");
  await second.reads("De overeenkomst over deze onderdelen wacht op de rechter");
  await second.unfold("Zitting vastleggen");
  await second.date("Op welke dag?", [19, 10, 2026]);
  await second.fill("Hoe laat?", "9:30");
  await second.fill("Waar?", "Rechtbank Noord-Nederland, Assen.");
  await second.press("Vastleggen");
  await second.refused(/rolnummer/);
  await second.fill("Rolnummer", "KG ZA 26-101");
  await second.press("Vastleggen");
  await second.reads("Zitting gepland");
  await second.reads("KG ZA 26-101");
  await second.leave();
  assert.deepEqual(world.findings, [], "axe and layout");
});
