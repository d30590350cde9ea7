// An aanbieder states its free places; the region sees that there is enough, two people close a lot, everybody reads why, and it opens again.
// Where a lot is closed, who adds something still comes in.
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";
import { confirmMail, registerOrganisation } from "./journey/register.mjs";
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

test("in a closed lot who adds nothing is refused, and who serves people for whom nobody has room gets in", { timeout: 300_000 }, async () => {
  await registerOrganisation(world);
  await confirmMail(world);
  const own = world.signer;
  await own.menu("Start");
  const card = own.page.locator("section.card", { hasText: "Zuidwest-Drenthe" });
  await own.moves(() => card.getByRole("button", { name: "Aanmelding beginnen" }).click());
  const base = new URL(own.page.url()).pathname;
  await own.follow("Productgroepen en gemeenten kiezen");
  await own.reads("Soms moet u iets toevoegen");
  await own.follow("Bekijk eerst het aanbod bij de opening");
  await own.heading("Aanbod bij de opening");
  await own.reads("Deze cijfers veranderen niet meer");
  await own.go(`${base}/percelen`);
  const closed = own.page.locator("tr", { hasText: "alleen als u iets toevoegt" }).first();
  await closed.getByRole("checkbox").first().check();
  await own.press("Bewaren en verder");
  await own.heading("Plaatsen per doelgroep");
  await own.page.locator("main tbody tr", { hasText: "Jongeren die van jeugdhulp" }).getByRole("textbox").fill("3");
  await own.press("Bewaren en verder");
  await own.go(`${base}/documenten`);
  for (const box of await own.page.locator("main input[name=aanvaard]").all()) await box.check();
  await own.press("Bewaren en verder");
  await own.go(`${base}/vragen/uitsluiting`);
  for (const no of await own.page.locator("main input[type=radio][value=nee]").all()) await no.check();
  await own.press("Bewaren en verder");
  await own.go(`${base}/indienen`);
  await own.tick("Ik mag mijn organisatie binden");
  await own.press("Indienen");
  await own.refused(/alleen open als u iets toevoegt/);
  await own.follow(/alleen open als u iets toevoegt/, "#fouten");
  await own.page.locator("#vraag-bedient_nieuwe_doelgroep input[value=ja]").check();
  await own.press("Bewaren en verder");
  await own.go(`${base}/zelfcontrole`);
  assert.doesNotMatch(await own.page.locator("main").innerText(), /U voegt iets toe waar genoeg aanbod is/, "the ground holds");
  await own.go(`${base}/indienen`);
  await own.tick("Ik mag mijn organisatie binden");
  await own.press("Indienen");
  await own.heading("Wij hebben uw aanmelding ontvangen");
  await own.leave();
  assert.deepEqual(world.findings, [], "axe and layout");
});
