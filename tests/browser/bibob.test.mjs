// A region names who reads Bibob dossiers; an officer asks for the form and for advice; both sides read only that the term stands still.
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";
import { takeOne } from "./lib/dossiers.mjs";
import { good } from "./lib/files.mjs";
import { link } from "./lib/mailbox.mjs";
import { begin } from "./journey/world.mjs";

let world;
before(async () => { world = await begin({ inspected: true, most: 3 }); }, { timeout: 240_000 });
after(() => world?.end());

test("a form is asked, handed in and looked into by a named officer, and the term stands still for advice", { timeout: 300_000 }, async () => {
  const admin = await world.team("beheer").enter();
  await admin.go("/beheer/bibob");
  const officers = admin.page.getByLabel("Wie wordt Bibob-behandelaar?");
  const names = await officers.locator("option").allInnerTexts();
  assert.ok(names.length > 1, "somebody of the team can be named");
  const assessor = await world.team("beoordelaar").enter();
  await assessor.go("/beoordeling/bibob", 404);
  for (const value of await officers.locator("option").evaluateAll((all) => all.map((one) => one.value).filter(Boolean))) {
    await admin.pick("Wie wordt Bibob-behandelaar?", value);
    await admin.press("Aanwijzen");
  }
  await admin.fill("Hoeveel jaar bewaart u een dossier nadat het eindigde?", "5");
  await admin.fill("Waarom zo lang?", "Zo lang mag het advies opnieuw worden gebruikt.");
  await admin.press("Bewaartermijn vastleggen");
  await admin.reads("5 jaar bewaard");
  await admin.leave();
  await takeOne(assessor);
  await assessor.follow("Bibob-onderzoek beginnen");
  await assessor.press("Formulier vragen");
  await assessor.refused(/Schrijf waarom/);
  await assessor.fill("Waarom begint u dit onderzoek?", "Een signaal.");
  await assessor.press("Formulier vragen");
  await assessor.reads("Formulier gevraagd");
  const dossier = assessor.page.url();
  const sent = await world.post.first(/Er is nieuws over aanmelding/);
  assert.ok(!/bibob/i.test(sent.text ?? ""), "the mail does not say about what");
  const provider = await world.person(`tekenbevoegde@${sent.to[0].split("@")[1]}`).enter();
  await provider.go(link(sent, "/volgen"));
  await provider.follow("Formulier voor de Wet Bibob inleveren");
  await provider.upload(good("formulier.pdf"));
  await provider.reads("Wij hebben uw formulier");
  await assessor.go(new URL(dossier).pathname);
  await assessor.choose("Wat legt u vast?", "Advies is gevraagd bij het Landelijk Bureau Bibob");
  await assessor.fill("Wat deed u, of wat kwam eruit?", "Brief verstuurd.");
  await assessor.press("Stap vastleggen");
  await assessor.reads("Advies gevraagd");
  await provider.go(link(sent, "/volgen"));
  await provider.reads("De beslistermijn is opgeschort tot en met");
  assert.equal(await provider.page.getByText("Brief verstuurd.").count(), 0);
  await provider.leave();
  await assessor.leave();
  assert.deepEqual(world.findings, []);
});
