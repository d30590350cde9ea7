// Step 4: one application, from choosing lots to the receipt.
import { strict as assert } from "node:assert";
import { good } from "../lib/files.mjs";
import { LINDE } from "./register.mjs";

/** What the aanbieder answers, by the code of the question. */
const ANSWERS = {
  veroordeling: "nee", ernstige_fout: "nee", zorgmaatregel: "nee", medewerkers: "12",
  verzekerd_per_aanspraak: "2.500.000", verzekerd_per_jaar: "5.000.000", polis_einddatum: [31, 12, 2028],
  valt_onder_wnt: "nee", aandachtsfunctionaris: "ja", meldt_calamiteiten: "ja", vog_op_orde: "ja",
  sroi_inspanning: "ja", rechtsvorm: "stichting", andere_tekent: "nee", startende_organisatie: "nee", referenties: "3",
  beroep_op_derden: "nee", in_combinatie: "nee", onderaannemers: "nee", andere_zorgwetten: "nee", agb_code_actief: "ja",
  intern_toezichthouders: "2", deel_van_concern: "nee", incidenten_en_dossiers: "ja", privacy_op_orde: "ja",
  dossiers_beveiligd: "ja", berichtenverkeer: "ja", verklaring_bestuur: "ja", werkt_mee_aan_bibob: "ja",
};

/** How many clients together, for each gemeente: the first row of each table. */
const fillTotals = async (person, text) => {
  for (const field of await person.page.locator("main tbody tr:first-child input").all()) await field.fill(text);
};

export const choose = async (world) => {
  const { filler } = world;
  await filler.menu("Start");
  const card = filler.page.locator("section.card", { hasText: "Zuidwest-Drenthe" });
  await filler.moves(() => card.getByRole("button", { name: "Aanmelding beginnen" }).click());
  await filler.reads("Nog niet ingediend");
  world.application = filler.page.url().match(/aanmeldingen\/([0-9a-f-]{36})/)[1];
  world.base = `/aanbieder/aanmeldingen/${world.application}`;
  await filler.follow("Productgroepen en gemeenten kiezen");
  for (const place of ["Meppel", "Hoogeveen", "Staphorst"]) await filler.tick(`Individuele begeleiding midden in ${place}`);
  await filler.picture("productgroepen-kiezen");
  await filler.press("Bewaren en verder");
  await filler.heading("Plaatsen per doelgroep");
  await fillTotals(filler, "veel");
  await filler.press("Bewaren en verder");
  assert.match(await filler.page.locator("#fouten").innerText(), /./, "what is no number is kept and said");
  await fillTotals(filler, "12");
  await filler.press("Bewaren en verder");
  await filler.heading(/^Aanmelding/);
};

const answer = async (person, code, value) => {
  const place = person.page.locator(`#vraag-${code}`);
  if (Array.isArray(value)) {
    for (const [label, part] of [["Dag", value[0]], ["Maand", value[1]], ["Jaar", value[2]]]) await place.getByLabel(label, { exact: true }).fill(String(part));
  } else if (await place.getByRole("radio").count()) {
    await place.locator(`input[value="${value}"]`).check();
  } else {
    await place.getByRole("textbox").first().fill(value);
  }
};

/** Saving never blocks: first a page is saved that is half empty and half wrong. */
export const questions = async (world) => {
  const { filler } = world;
  await filler.go(world.base);
  const pages = await filler.page.locator("main a[href*='/vragen/']").evaluateAll((all) => all.map((a) => a.href));
  assert.ok(pages.length >= 3, "there are pages of questions");
  let tried = false;
  for (const address of pages) {
    await filler.go(address);
    if (!tried && await filler.page.locator("#vraag-medewerkers").count()) {
      tried = true;
      await answer(filler, "medewerkers", "een stuk of tien");
      await filler.press("Bewaren en verder");
      await filler.go(address);
      assert.equal(await filler.page.locator("#vraag-medewerkers").getByRole("textbox").inputValue(), "een stuk of tien", "what is wrong is kept too");
    }
    for (const [code, value] of Object.entries(ANSWERS)) {
      if (await filler.page.locator(`#vraag-${code}`).count()) await answer(filler, code, value);
    }
    for (const row of await filler.page.locator("#vraag-governancecode input[value=toegepast]").all()) await row.check();
    await filler.press("Bewaren en verder");
  }
  assert.ok(tried, "the number of employees was asked");
};

export const evidence = async (world) => {
  const { filler } = world;
  await filler.go(`${world.base}/bewijs`);
  const card = (code) => `section[aria-labelledby="soort-${code}"]`;
  for (;;) {
    const next = filler.page.locator("main section.card").filter({ has: filler.page.getByLabel("Kies uit uw bewijsmap") })
      .filter({ hasNot: filler.page.getByRole("list", { name: /Dit gaat mee/ }) }).first();
    if (await next.count() === 0) break;
    const offered = await next.getByLabel("Kies uit uw bewijsmap").locator("option").allInnerTexts();
    await next.getByLabel("Kies uit uw bewijsmap").selectOption({ label: offered.find((one) => !one.includes("gelijkwaardig")) });
    await filler.moves(() => next.getByRole("button", { name: "Meesturen", exact: true }).click());
  }
  await filler.press(/Niet meesturen meldcode/);
  await filler.press("Meesturen", card("meldcode"));
  const plan = card("plan_sociale_basis");
  await filler.unfold("Bestand toevoegen", plan);
  assert.match(await filler.upload(good("plan.pdf"), plan), /plan\.pdf/);
  await filler.unfold(/^Datum (invullen|wijzigen)/, plan);
  await filler.date("Datum van afgifte", [5, 9, 2026], plan);
  await filler.press("Datum bewaren", plan);
  await filler.picture("bewijsstukken");
  await filler.go(`${world.base}/zelfcontrole`);
  await filler.reads("Voorlopig: u bent nog niet beoordeeld");
  await filler.picture("zelfcontrole");
};

export const submit = async (world) => {
  const { filler, signer } = world;
  await filler.go(`${world.base}/indienen`);
  await filler.reads("Een tekenbevoegde dient in");
  await signer.go(`${world.base}/indienen`);
  await signer.tick("Ik mag mijn organisatie binden");
  await signer.press("Indienen");
  assert.match(await signer.page.title(), /^Fout: /);
  await signer.moves(() => signer.page.locator("#fouten").getByRole("link", { name: /document|overeenkomst|aanvaard/i }).first().click());
  await signer.heading(/Documenten/);
  for (const box of await signer.page.locator("main input[name=aanvaard]").all()) await box.check();
  await signer.press("Bewaren en verder");
  await signer.go(`${world.base}/indienen`);
  await signer.press("Indienen");
  await signer.refused(/verklaring/);
  await signer.tick("Ik mag mijn organisatie binden");
  await signer.press("Indienen");
  await receipt(world);
};

/** The receipt on the page, by mail and on paper. */
const receipt = async (world) => {
  const { signer } = world;
  await signer.heading("Wij hebben uw aanmelding ontvangen");
  world.number = (await signer.page.locator(".confirmation__number strong").innerText()).trim();
  const mail = await world.post.wait(LINDE.signer, /Ontvangstbevestiging/);
  assert.ok(mail.subject.includes(world.number) && mail.text.includes(world.number), "the mail names the number");
  const link = signer.page.getByRole("link", { name: /PDF/ });
  for (let tries = 0; tries < 40 && await link.count() === 0; tries += 1) {
    await new Promise((resolve) => { setTimeout(resolve, 500); });
    await signer.page.reload();
  }
  await signer.picture("ontvangst");
  const pdf = await signer.download(/PDF/);
  assert.equal(pdf.bytes.subarray(0, 5).toString(), "%PDF-");
  const json = await signer.download(/JSON/);
  JSON.parse(json.bytes.toString());
};

export const withdrawAndReplace = async (world) => {
  const { signer } = world;
  await signer.go(`${world.base}/volgen`);
  await signer.follow(/Intrekken.*Staphorst/);
  await signer.heading(/intrekken\?/);
  await signer.press("Ja, intrekken");
  await signer.reads(/Ingetrokken/);
  await signer.go(`${world.base}/plaatsen`);
  await fillTotals(signer, "15");
  await signer.press("Bewaren en verder");
  await signer.go(`${world.base}/indienen`);
  await signer.tick("Ik mag mijn organisatie binden");
  await signer.press("Opnieuw indienen");
  await receipt(world);
  await signer.go(`${world.base}/volgen`);
  await signer.reads(/Inzending 2/);
  await signer.reads(/Inzending 1/);
};
