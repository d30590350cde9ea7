// The region takes over the contracts that run already and brings in its clients: every mistake at once, then everything once; and one aanbieder
// gets in with the code from its letter.
import { strict as assert } from "node:assert";
import { execFile } from "node:child_process";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { table, workbook } from "./lib/files.mjs";
import { link } from "./lib/mailbox.mjs";
import { begin } from "./journey/world.mjs";

let world;
before(async () => { world = await begin({ inspected: true, most: 3 }); }, { timeout: 240_000 });
after(() => world?.end());

const HEAD = ["kvk", "naam", "rechtsvorm", "tekenen", "straat", "postcode", "plaats", "mail", "telefoon", "contactpersoon", "gemeente", "productgroep",
  "producten", "ingangsdatum", "plaatsen", "vrij", "peildatum"];
const PLACE = { gemeente: 10, starts: 13, places: 14 };

/** 140 aanbieders that the portal does not have. */
const contracts = () => Array.from({ length: 140 }, (_, n) => [
  String(91_000_000 + n), `Zorg Overgenomen ${n + 1}`, "stichting", "alleen", `Dorpsstraat ${n + 1}`, "7900 AA", "Hoogeveen", `info@zorg-${n + 1}.example`,
  "0850000001", "A. Boer", n % 2 ? "Hoogeveen" : "De Wolden", "ib", "ib_licht", "1-1-2026", "20", "4", "1-9-2026",
]);

/** The same with five mistakes, and what the page says of each. */
const faulty = () => {
  const rows = contracts();
  rows[9][0] = "9100009";
  rows[29][PLACE.gemeente] = "Amsterdam";
  rows[59][PLACE.starts] = "1-1-2019";
  rows[89][PLACE.places] = "-20";
  rows[139][7] = "";
  return [rows, [
    ["11", "kvk", /8 cijfers/], ["31", "gemeente", /‘Amsterdam’ is geen gemeente/], ["61", "ingangsdatum", /buiten de looptijd/],
    ["91", "plaatsen", /kleiner dan 0/], ["141", "mail", /leeg/],
  ]];
};

const send = async (person, file) => {
  await person.page.setInputFiles("#bestand", file);
  await person.press("Sturen en nakijken");
};

/** The rows of the list of mistakes. */
const mistakes = (person) => person.page.locator("main table").first().locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText.trim())));

test("of 140 contracts with 5 mistakes nothing is taken over; mended all are, and then nothing changes", { timeout: 300_000 }, async () => {
  const manager = await world.team("contract").enter();
  await manager.menu("Toelatingen");
  await manager.follow("Lopende contracten overnemen");
  await manager.unfold("Welke kolommen?");
  const [rows, told] = faulty();
  await send(manager, table("contracten.csv", HEAD, rows));
  await manager.refused(/niets ingelezen/);
  await manager.reads("Wat er niet klopt (5)");
  const listed = await mistakes(manager);
  assert.equal(listed.length, told.length);
  for (const [n, [row, column, what]] of told.entries()) {
    assert.deepEqual(listed[n].slice(0, 2), [row, column]);
    assert.match(listed[n][2], what);
  }
  await manager.follow("Brieven met een code");
  await manager.reads("Er wacht geen brief");

  await manager.go("/beoordeling/toelatingen/overnemen");
  await send(manager, table("contracten.csv", HEAD, contracts()));
  await manager.reads("140 toelatingen komen erbij");
  await manager.reads("140 aanbieders hebben geen account");
  await manager.press("Overnemen");
  await manager.reads("De contracten zijn overgenomen");
  await send(manager, workbook("contracten.xlsx", [HEAD, ...contracts()]));
  await manager.reads("Er verandert niets");
  await manager.reads("140 toelatingen staan er al zo");
  await manager.press("Overnemen");
  await manager.go("/beoordeling/toelatingen/overnemen");
  await send(manager, table("contracten.csv", HEAD, contracts().slice(0, 2)));
  await manager.press("Weggooien");
  await manager.reads("Het bestand is weggegooid");
  await manager.leave();
});

test("an aanbieder gets in with the code from its letter and finds its contract", { timeout: 300_000 }, async () => {
  const manager = await world.team("contract").enter();
  await manager.go("/beoordeling/toelatingen/brieven");
  const { bytes, type } = await manager.download(/Brief aan Zorg Overgenomen 1 /);
  assert.match(type, /application\/pdf/);
  assert.match((await manager.download("Alle brieven")).type, /application\/zip/);
  const run = promisify(execFile)("pdftotext", ["-layout", "-", "-"], { encoding: "utf8" });
  run.child.stdin.end(bytes);
  const { stdout: letter } = await run;
  const [code] = letter.match(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
  await manager.leave();
  await world.post.wait("info@zorg-1.example", /staat in het portaal/);

  const mail = "anna@zorg-1.example";
  const anna = await world.person(mail).sit();
  await anna.go("/toegangscode");
  await anna.press("Code gebruiken");
  await anna.refused(/Typ de code over/);
  await anna.fill("KvK-nummer", "91000000");
  await anna.fill("Code", "AAAA-AAAA-AAAA");
  await anna.fill("Uw naam", "Anna Boer");
  await anna.fill("Uw e-mailadres", mail);
  await anna.fill("Wachtwoord", world.password);
  await anna.tick(/alleen digitaal/);
  await anna.press("Code gebruiken");
  await anna.refused(/horen niet bij elkaar/);
  await anna.fill("Code", code.toLowerCase().replaceAll("-", ""));
  await anna.fill("Wachtwoord", world.password);
  await anna.press("Code gebruiken");
  await anna.go(link(await world.post.wait(mail, /./), "/bevestigen/"));
  await anna.moves(() => anna.page.locator("main form button").click());
  await anna.enter();
  await anna.menu("Toelatingen");
  await anna.reads("Overgenomen contract");
  await anna.leave();
});

test("clients are brought in per quarter, and the coverage says when they were counted", { timeout: 300_000 }, async () => {
  const head = ["gemeente", "productgroep", "kwartaal", "cliënten"];
  const editor = await world.team("beleid").enter();
  await editor.menu("Dekking");
  await editor.follow("Aantallen cliënten inlezen");
  await send(editor, table("clienten.csv", head, [["Hoogeveen", "ib", "2026K3", "veel"], ["Hoogeveen", "zz", "2026K3", "3"]]));
  await editor.refused(/niets ingelezen/);
  await editor.reads("Wat er niet klopt (2)");
  await send(editor, table("clienten.csv", head, [["Hoogeveen", "ib", "2026K3", "733"]]));
  await editor.reads("Komt erbij (1)");
  await editor.press("Inlezen");
  await editor.reads("De aantallen zijn ingelezen");
  await send(editor, workbook("clienten.xlsx", [head, ["Hoogeveen", "ib", "2026K3", 735]]));
  await editor.reads("Wordt vervangen (1)");
  await editor.press("Inlezen");
  await editor.go("/beheer/dekking");
  await editor.follow(/^Individuele begeleiding in +Hoogeveen$/);
  await editor.reads("De cliënten zijn geteld in het derde kwartaal van 2026");
  await editor.leave();
  assert.deepEqual(world.findings, [], "axe and layout");
});
