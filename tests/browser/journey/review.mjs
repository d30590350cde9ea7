// Step 5: the team takes the dossier, judges each requirement, asks for repair and proposes per lot.
import { strict as assert } from "node:assert";
import { link } from "../lib/mailbox.mjs";
import { LINDE } from "./register.mjs";
import { FORGOTTEN, add } from "./vault.mjs";

const dossier = (world) => `/beoordeling/aanmeldingen/${world.application}`;

export const take = async (world) => {
  const officer = world.officer = await world.team("beoordelaar").enter();
  await officer.heading("Werkvoorraad");
  await officer.picture("werkvoorraad");
  await officer.fill("Zoek op naam, nummer of KvK-nummer", LINDE.kvk);
  await officer.press("Filters toepassen");
  await officer.follow(LINDE.name);
  await officer.reads("In behandeling nemen");
  await officer.press("In behandeling nemen");
  await officer.reads(/In beoordeling/);
  await officer.go(`/beoordeling/aanbieders?q=linde`);
  await officer.follow(LINDE.name);
  await officer.reads(LINDE.kvk);
  await officer.reads(world.number);
};

export const askRepair = async (world) => {
  const { officer } = world;
  await officer.go(dossier(world));
  await officer.follow("Klachten en medezeggenschap");
  await officer.picture("eis-beoordelen");
  await officer.follow("Herstel vragen");
  await officer.press("Herstelverzoek versturen");
  await officer.refused(/./);
  await officer.choose("Wat is er aan de hand?", "Onvolledig");
  await officer.pick("Waar gaat het over?", { label: FORGOTTEN });
  await officer.fill("Wat moet worden hersteld?", "De klachtenregeling zit er niet bij. Stuur haar alsnog.");
  await officer.press("Herstelverzoek versturen");
  await officer.reads(/Wacht op aanbieder/);
};

export const answerRepair = async (world) => {
  const { filler } = world;
  await add(filler, FORGOTTEN);
  const mail = await world.post.wait(LINDE.mail, /Herstelverzoek/);
  await filler.go(link(mail, "/herstel/"));
  await filler.heading("Herstelverzoek");
  await filler.picture("herstel");
  await filler.press("Antwoord versturen");
  await filler.refused(/./);
  await filler.tick(/klachtenregeling/i, "main form");
  await filler.fill("Uw antwoord", "Hier is de klachtenregeling. Zij gold al.");
  await filler.press("Antwoord versturen");
  await filler.reads("U hebt geantwoord");
};

const judge = async (officer, { met, lot }) => {
  for (const group of await officer.page.locator("main form fieldset", { has: officer.page.locator("input[name^='toetspunt.']") }).all()) {
    await group.getByLabel(met ? "Ja" : "Nee", { exact: true }).check();
  }
  await officer.choose("Is aan de eis voldaan?", met ? "Ja, voldoet" : "Nee, voldoet niet");
  if (!met) await officer.pick("Reden als niet aan de eis is voldaan", { label: "Toetspunt niet gehaald" });
  await officer.fill("Motivering", met ? "Gezien in de stukken die zijn meegestuurd." : "Het plan noemt voor deze gemeente geen enkele voorziening in de buurt.");
  if (lot) await officer.pick("Voor welk onderdeel geldt uw oordeel?", { label: lot });
  await officer.press("Oordeel opslaan");
};

/** Everything that asks for a person, in favour; only the plan is not good enough in Hoogeveen. */
export const assess = async (world) => {
  const { officer } = world;
  await officer.go(dossier(world));
  const first = officer.page.getByRole("link", { name: "Aansluiten op de sociale basis" });
  await officer.moves(() => first.first().click());
  await officer.press("Oordeel opslaan");
  await officer.refused(/./);
  for (;;) {
    await officer.go(dossier(world));
    const open = officer.page.getByRole("row").filter({ hasText: "Vraagt uw oordeel" }).getByRole("link");
    if (await open.count() === 0) break;
    const title = await open.first().innerText();
    await officer.moves(() => open.first().click());
    if (title === "Aansluiten op de sociale basis") {
      const lots = await officer.field("Voor welk onderdeel geldt uw oordeel?").locator("option").allInnerTexts();
      const hoogeveen = lots.find((lot) => lot.includes("Hoogeveen"));
      const meppel = lots.find((lot) => lot.includes("Meppel"));
      const address = officer.page.url();
      await judge(officer, { met: false, lot: hoogeveen });
      await officer.go(address);
      await judge(officer, { met: true, lot: meppel });
    } else {
      await judge(officer, { met: true });
    }
  }
  await officer.reads(/Voldoet niet/);
};

const propose = async (world, place, outcome) => {
  const { officer } = world;
  await officer.go(dossier(world));
  await officer.follow(new RegExp(`Voorstel doen.*${place}`));
  await officer.choose("Wat stelt u voor?", outcome);
  await officer.fill("Toelichting voor wie medeleest en tekent", "Volgens de regels.");
  await officer.press("Voorstel doen");
};

export const proposeAll = async (world) => {
  const { officer } = world;
  await officer.go(dossier(world));
  await officer.follow(/Voorstel doen.*Hoogeveen/);
  await officer.press("Voorstel doen");
  await officer.refused(/./);
  await propose(world, "Hoogeveen", "Afwijzen");
  await propose(world, "Meppel", "Toelaten");
};

/** Step 6: the same person cannot, another one sends back and agrees. */
export const countersign = async (world) => {
  const { officer } = world;
  await officer.menu("Medelezen");
  await officer.moves(() => officer.page.getByRole("row").filter({ hasText: LINDE.name }).getByRole("link").first().click());
  await officer.reads("U kunt niet ook akkoord geven");
  assert.equal(await officer.page.getByRole("button", { name: "Akkoord" }).count(), 0);
  const second = world.second = await world.team("medelezer").enter();
  await second.menu("Medelezen");
  const mine = (place) => second.page.getByRole("row").filter({ hasText: LINDE.name }).filter({ hasText: place }).getByRole("link").first();
  await second.moves(() => mine("Hoogeveen").click());
  await second.picture("medelezen");
  await second.press("Terugsturen");
  await second.refused(/./);
  await second.fill("Waarom stuurt u het voorstel terug?", "Leg uit welke voorziening ontbreekt.");
  await second.press("Terugsturen");
  await propose(world, "Hoogeveen", "Afwijzen");
  for (const place of ["Hoogeveen", "Meppel"]) {
    await second.menu("Medelezen");
    await second.moves(() => mine(place).click());
    await second.press("Akkoord");
  }
};
