// Step 3: the evidence vault.
import { strict as assert } from "node:assert";
import { bad, good } from "../lib/files.mjs";
import { DAY, LARGEST } from "./world.mjs";

const [year, month, day] = DAY.split("-").map(Number);

/** The titles of what this region asks for. */
const KINDS = [
  "Uittreksel uit het Handelsregister (KvK)", "Gedragsverklaring aanbesteden (GVA)", "Verklaring betalingsgedrag van de Belastingdienst",
  "Kwaliteitscertificaat", "Polis van uw aansprakelijkheidsverzekering", "Klachtenregeling", "Regeling voor medezeggenschap van cliënten",
  "Meldcode huiselijk geweld en kindermishandeling", "Protocol voor calamiteiten en geweld", "Plan voor de sociale basis en het afschalen",
  "Jaarrekening van het laatst afgesloten boekjaar", "Uittreksel uit het UBO-register",
];
/** What is forgotten, so that the team must ask for repair. */
export const FORGOTTEN = "Klachtenregeling";
/** What is added only where the application asks for it. */
const ON_THE_SPOT = "Plan voor de sociale basis en het afschalen";

export const badFiles = async (world) => {
  const { filler } = world;
  await filler.menu("Bewijsmap");
  await filler.follow(KINDS[0]);
  for (const { file, says } of bad(LARGEST)) {
    assert.match(await filler.upload(file), says, file.name);
    await filler.go("/aanbieder/bewijs");
    await filler.follow(KINDS[0]);
    assert.ok(!(await filler.page.locator("main").innerText()).includes(file.name), `nothing is kept of ${file.name}`);
  }
};

/** Adds one file of a kind to the vault, with its dates. */
export const add = async (person, title) => {
  await person.go("/aanbieder/bewijs");
  await person.follow(title);
  const name = `${title.split(" ")[0].toLowerCase()}.pdf`;
  assert.ok((await person.upload(good(name))).includes(name), `${name} is kept`);
  if (!person.page.url().includes("/stuk/")) await person.follow(name);
  await person.date("Datum van afgifte", [day, month - 1, year]);
  await person.date("Einddatum", [31, 12, year + 2]);
  await person.press("Bewaren");
};

export const fillVault = async (world) => {
  for (const title of KINDS.filter((one) => one !== FORGOTTEN && one !== ON_THE_SPOT)) await add(world.filler, title);
};
