// Steps 7 to 9: signing, the letter, the overeenkomst, the start, and the toezichthouder.
import { strict as assert } from "node:assert";
import { good } from "../lib/files.mjs";
import { link } from "../lib/mailbox.mjs";
import { LINDE } from "./register.mjs";
import { DAY, REGION } from "./world.mjs";

const [year, month, day] = DAY.split("-").map(Number);

export const sign = async (world) => {
  const decider = await world.team("beslisser").enter();
  await decider.menu("Beslissingen");
  for (const place of ["Meppel", "Hoogeveen"]) {
    await decider.go("/beoordeling/beslissingen");
    await decider.moves(() => decider.page.getByRole("navigation", { name: "Gemeenten" }).getByRole("link", { name: place }).click());
    await decider.follow("Individuele begeleiding");
    await decider.page.goBack();
    await decider.follow("Alles kiezen");
    for (const box of await decider.page.locator("main input[name=perceel]").all()) assert.ok(await box.isChecked());
    await decider.press("Controleren en tekenen");
    await decider.picture("tekenen");
    await decider.press("Tekenen");
    await decider.reads("Getekend");
  }
  await decider.leave();
};

export const letter = async (world) => {
  const { filler } = world;
  const mail = await world.post.wait(LINDE.mail, /Er staat een brief voor u klaar/);
  await filler.goSoon(link(mail, "/brieven/"));
  await filler.reads(/Meppel/);
  await filler.reads(/Hoogeveen/);
  await filler.reads(/Bent u het niet eens met de uitkomst/);
  await filler.picture("brief");
  const pdf = await filler.download(/PDF/);
  assert.equal(pdf.bytes.subarray(0, 5).toString(), "%PDF-");
  const { officer } = world;
  await officer.go("/beoordeling/aanbieders?q=linde");
  await officer.follow(LINDE.name);
  await officer.follow(/Beslissing op uw aanmelding/);
  await officer.reads(/Meppel/);
  await filler.menu("Toelatingen");
  await filler.reads(/Toegelaten, nog niet gestart/);
  await filler.go(`${world.base}/volgen`);
  await filler.reads("Wij hebben beslist");
  await filler.follow("Brief lezen");
};

export const agreement = async (world) => {
  const manager = await world.team("contract").enter();
  await manager.go("/beoordeling/toelatingen");
  await manager.follow(LINDE.name);
  world.starts = (await manager.page.locator("main table").first().innerText()).match(/(\d{1,2}) (\w+) (\d{4})/);
  await manager.press("Overeenkomst vastleggen");
  await manager.refused(/./);
  await manager.pick("Gemeente", { label: "Meppel" });
  await manager.date("Datum van de laatste handtekening", [day, month, year]);
  await manager.fill("Wie tekende voor de aanbieder?", "Teken Baar");
  await manager.fill("Wie tekende voor de gemeente?", "Mees van Meppel");
  await manager.page.setInputFiles("#bestand", good("overeenkomst-getekend.pdf"));
  await manager.press("Overeenkomst vastleggen");
  await manager.reads("De overeenkomst is vastgelegd");
  await manager.reads("VOG gezien bij de start");
  await manager.press("Gezien bewijs vastleggen");
  await manager.refused(/welke dag u het bewijs hebt gezien/);
  await manager.date("Gezien op", [day, month, year]);
  await manager.press("Gezien bewijs vastleggen");
  await manager.reads("Vastgelegd dat u het bewijs hebt gezien");
  await manager.leave();
};

const MONTHS = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"];

export const start = async (world) => {
  const [, on, name, of] = world.starts;
  const visitor = await world.person("").sit();
  const listed = async () => {
    await visitor.go(`/regio/${REGION.slug}/register.csv`.replace(".csv", "?gemeente=GM0119"));
    const csv = await visitor.page.request.get(`${world.portal.address}/regio/${REGION.slug}/register.csv`);
    return (await csv.text()).includes(LINDE.name);
  };
  assert.equal(await listed(), false, "who has not started is not in the register");
  // Nobody looks at a page while the portal is off: what the page still fetches would be a fault of it.
  await visitor.leave();
  await world.portal.travel(`${of}-${String(MONTHS.indexOf(name) + 1).padStart(2, "0")}-${on.padStart(2, "0")}`);
  await visitor.sit();
  for (let tries = 0; tries < 60 && !(await listed()); tries += 1) await new Promise((resolve) => { setTimeout(resolve, 250); });
  assert.equal(await listed(), true, "on the first day it is in the register");
  await visitor.leave();
  await world.signer.enter();
  await world.signer.menu("Toelatingen");
  await world.signer.reads("Actief");
};

export const supervise = async (world) => {
  const supervisor = await world.team("toezicht").enter();
  await supervisor.go("/toezicht");
  await supervisor.fill("Naam of KvK-nummer", LINDE.kvk);
  await supervisor.press("Filters toepassen");
  await supervisor.follow(LINDE.name);
  await supervisor.heading(LINDE.name);
  await supervisor.reads("Dit dossier kunt u lezen, niet wijzigen");
  await supervisor.reads(/Wie heeft dit dossier gezien\?.*beoordelaar/i);
  await supervisor.picture("toezicht-dossier");
  const piece = await supervisor.download(/\.pdf/);
  assert.equal(piece.bytes.subarray(0, 5).toString(), "%PDF-");
  const page = await supervisor.page.locator("main").innerText();
  assert.ok(!/Gedragsverklaring/.test(page), "what is strafrechtelijk is not there");
  assert.equal(await supervisor.page.locator("main form").count(), 0, "there is nothing to change");
  await supervisor.leave();
  await world.signer.menu("Inzage");
  await world.signer.reads(/beoordelaar/i);
};
