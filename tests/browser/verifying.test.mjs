// An assessor asks for repair of more than one eis at once, sees who could repair the same, and plans a visit; the aanbieder reads it by its mail.
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";
import { takeOne } from "./lib/dossiers.mjs";
import { link } from "./lib/mailbox.mjs";
import { begin } from "./journey/world.mjs";

let world;
before(async () => { world = await begin({ inspected: true, most: 3 }); }, { timeout: 240_000 });
after(() => world?.end());

test("a visit is planned for named eisen, and the aanbieder is told when, where and by whom", { timeout: 300_000 }, async () => {
  const assessor = await world.team("beoordelaar").enter();
  const dossier = await takeOne(assessor);
  await assessor.follow("Bezoek of gesprek plannen");
  await assessor.press("Plannen en de aanbieder mailen");
  await assessor.refused(/Kies twee beoordelaars/);
  await assessor.choose("Wat gaat u doen?", "Bezoek");
  const eisen = assessor.page.getByRole("group", { name: "Welke eisen controleert u?" }).getByRole("checkbox");
  await eisen.first().check();
  const people = assessor.page.getByRole("group", { name: "Welke twee beoordelaars gaan?" }).getByRole("checkbox");
  assert.ok(await people.count() >= 2, "the team has two assessors");
  await people.nth(0).check();
  await people.nth(1).check();
  await assessor.date("Op welke dag?", [2, 11, 2026]);
  await assessor.fill("Hoe laat?", "9:30");
  await assessor.fill("Waar?", "Bij u op kantoor.");
  await assessor.press("Plannen en de aanbieder mailen");
  await assessor.reads("Gepland");
  await assessor.reads("9:30");
  await assessor.unfold("Verzetten");
  await assessor.date("Naar welke dag?", [9, 11, 2026]);
  await assessor.fill("Hoe laat?", "10:00");
  await assessor.fill("Waarom verzet u het?", "Een van ons is ziek.");
  await assessor.press("Verzetten");
  await assessor.reads("Een van ons is ziek.");
  const visit = assessor.page.url();
  await assessor.go(dossier);
  await assessor.reads("Bezoek, ");
  // The mail says where to read it; who works for the aanbieder has the address of its organisation.
  const sent = await world.post.first(/Wij komen bij u langs/);
  const host = sent.to[0].split("@")[1];
  const provider = await world.person(`tekenbevoegde@${host}`).enter();
  await provider.go(link(sent, "/verificatie/"));
  await provider.heading("Bezoek bij aanmelding");
  await provider.reads("Bij u op kantoor.");
  assert.equal(await provider.page.getByRole("button", { name: "Reactie versturen" }).count(), 0, "there is no report yet");
  await provider.leave();
  await assessor.go(visit);
  await assessor.unfold("Annuleren");
  await assessor.fill("Waarom gaat het niet door?", "Wij weten genoeg.");
  await assessor.press("Annuleren");
  await assessor.reads("Gaat niet door");
  await assessor.leave();
});

test("what lacks in a dossier is asked in one request, and who lacks the same is listed", { timeout: 300_000 }, async () => {
  const assessor = await world.team("beoordelaar").enter();
  const dossier = await takeOne(assessor);
  await assessor.follow("Herstel vragen van een of meer eisen");
  const boxes = assessor.page.locator("input[name=eis]");
  if (await boxes.count() > 0) {
    await assessor.press("Herstelverzoek versturen");
    await assessor.refused(/Kies ten minste één eis/);
  }
  await assessor.go(dossier);
  await assessor.follow("Klachten en medezeggenschap");
  await assessor.follow("Wie kan deze eis herstellen?");
  await assessor.heading("Wie kan Klachten en medezeggenschap herstellen?");
  await assessor.leave();
  assert.deepEqual(world.findings, [], "axe and layout");
});
