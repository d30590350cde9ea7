// An aanbieder states its free places; the region sees that there is enough, two people close a lot, everybody reads why, and it opens again.
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";
import { begin } from "./journey/world.mjs";

let world;
before(async () => { world = await begin({ inspected: true, most: 3 }); }, { timeout: 240_000 });
after(() => world?.end());

test("free places that did not change are stated in two clicks, and others are told what is wrong", { timeout: 300_000 }, async () => {
  const own = await world.person("beheerder@verzonnen-eik-1.example").enter();
  await own.go("/aanbieder/toelatingen");
  await own.follow("Vrije plekken doorgeven");
  await own.heading("Vrije plekken");
  const fields = own.page.locator("main input:not([type=hidden])");
  for (const field of await fields.all()) if (await field.inputValue() === "") await field.fill("14");
  await own.press("Bewaren");
  await own.reads("Uw vrije plekken zijn bewaard");
  await own.follow("Vrije plekken doorgeven");
  await own.press("Bewaren");
  await own.reads("Uw vrije plekken zijn bewaard");
  await own.follow("Vrije plekken doorgeven");
  await fields.first().fill("veel");
  await own.press("Bewaren");
  await own.refused(/heel getal/);
  await own.leave();
});

test("a lot with enough is closed by two people, everybody reads the figures, and another opens for scarcity", { timeout: 300_000 }, async () => {
  const own = await world.team("beleid").enter();
  await own.go("/beheer/dekking");
  await own.heading("Dekking");
  await own.follow(/^Individuele begeleiding in +Meppel$/);
  await own.heading("Individuele begeleiding in Meppel");
  await own.press("Voorstellen aan een collega");
  await own.refused(/Kies wat u voorstelt/);
  const first = own.page.getByRole("group", { name: "Eerste dag van de sluiting" });
  const [day, month, year] = await Promise.all(["Dag", "Maand", "Jaar"].map((label) => first.getByLabel(label, { exact: true }).inputValue()));
  await own.choose("Wat stelt u voor?", "Sluiten");
  await own.fill("Waarom?", "In Meppel kan iedereen snel terecht.");
  await own.date("Eerste dag van de sluiting", [day, month, Number(year) - 1]);
  await own.press("Voorstellen aan een collega");
  await own.refused(/werkt nooit terug/);
  await own.date("Eerste dag van de sluiting", [day, month, year]);
  await own.press("Voorstellen aan een collega");
  await own.reads("Wacht op een collega: Individuele begeleiding in Meppel");
  await own.follow(/^Respijtzorg in +Hoogeveen$/);
  await own.reads("Sluiten kan nu niet");
  await own.choose("Wat stelt u voor?", "Openen omdat er te weinig zorg is");
  await own.fill("Waarom?", "Er is een wachtlijst.");
  await own.press("Voorstellen aan een collega");
  await own.reads("Wacht op een collega: Respijtzorg in Hoogeveen");
  await own.leave();

  const colleague = await world.team("beheer").enter();
  await colleague.go("/beheer/dekking");
  for (const lot of ["Individuele begeleiding in Meppel", "Respijtzorg in Hoogeveen"]) {
    const plan = colleague.page.locator(".utrecht-alert").filter({ hasText: `Wacht op een collega: ${lot}` });
    await colleague.moves(() => plan.getByRole("button", { name: "Publiceren" }).click());
  }
  await colleague.leave();

  const anybody = await world.person().sit();
  await anybody.go("/regio/zuidwest-drenthe");
  await anybody.reads("In Meppel kan iedereen snel terecht.");
  await anybody.reads("open, te weinig zorg");
  await anybody.unfold("De cijfers");
  await anybody.reads("De regeling vraagt ten minste 10,0");
  await anybody.leave();
  assert.deepEqual(world.findings, [], "axe and layout");
});
