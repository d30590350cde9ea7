// Who decides shows a telephone beside the password: set up at the first login, asked at the next, and helped by paper or by a colleague.
import { strict as assert } from "node:assert";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { begin } from "./journey/world.mjs";

let world;
// On the clock of the machine: the code follows from it. `env` is what `serve` does without being told.
before(async () => { world = await begin({ inspected: true, most: 3, on: null, env: { OPENHUIS_SECOND_FACTOR: "required" } }); }, { timeout: 240_000 });
after(() => world?.end());

/** What an app on a telephone shows now for a key as the page gives it (RFC 6238). */
const code = (key, steps = 0) => {
  const bits = [...key.replace(/\s/g, "")].map((sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac("sha1", secret).update(step).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
};

const logIn = async (person) => {
  await person.sit();
  await person.go("/inloggen");
  await person.fill("E-mailadres", person.mail);
  await person.fill("Wachtwoord", world.password);
  await person.press("Inloggen");
};

let [key, codes] = ["", []];

test("who decides sets up an app before anything else, and keeps the recovery codes", { timeout: 300_000 }, async () => {
  const decider = world.team("beslisser");
  await logIn(decider);
  await decider.heading("Inloggen in twee stappen");
  await decider.go("/beoordeling/beslissingen");
  await decider.heading("Inloggen in twee stappen");
  assert.equal(await decider.page.locator("svg.qr path").count(), 1);
  key = await decider.page.locator(".secret-key").innerText();
  assert.match(key, /^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
  await decider.fill("Code uit de app", "000000");
  await decider.press("Tweede stap aanzetten");
  await decider.refused(/klopt niet/);
  assert.equal(await decider.page.locator(".secret-key").innerText(), key, "the app has this key by now");
  await decider.fill("Code uit de app", code(key));
  await decider.press("Tweede stap aanzetten");
  await decider.heading("Herstelcodes");
  codes = await decider.page.locator(".recovery-codes code").allInnerTexts();
  assert.equal(new Set(codes).size, 10);
  await decider.press("Ik heb de codes bewaard");
  await decider.heading("Werkvoorraad");
  await decider.go("/account/tweede-stap");
  await decider.reads("10 over");
  await decider.reads("Met uw rol kunt u de tweede stap niet uitzetten");
  await decider.leave();
});

test("at the next login a code is asked, that of the app or one on paper, each once", { timeout: 300_000 }, async () => {
  const decider = world.team("beslisser");
  await logIn(decider);
  await decider.heading("Code invullen");
  await decider.fill("Code", "123456");
  await decider.press("Verder");
  await decider.refused(/klopt niet/);
  await decider.fill("Code", codes[0].toLowerCase());
  await decider.press("Verder");
  await decider.heading("Werkvoorraad");
  await decider.leave();
  await logIn(decider);
  await decider.fill("Code", codes[0]);
  await decider.press("Verder");
  await decider.refused(/klopt niet/);
  // The step of setting up was used; the next one counts half a minute early.
  await decider.fill("Code", code(key, 1));
  await decider.press("Verder");
  await decider.heading("Werkvoorraad");
  await decider.leave();
});

test("a colleague takes the second step away from who lost everything", { timeout: 300_000 }, async () => {
  const admin = world.team("beheer");
  await logIn(admin);
  const own = await admin.page.locator(".secret-key").innerText();
  await admin.fill("Code uit de app", code(own));
  await admin.press("Tweede stap aanzetten");
  await admin.press("Ik heb de codes bewaard");
  await admin.go("/beheer/team");
  await admin.press(/^Uitzetten van de tweede stap van/);
  await admin.heading("Team");
  assert.equal(await admin.page.getByRole("button", { name: /van de tweede stap/ }).count(), 0, "nobody does that alone");
  await admin.leave();
  const decider = world.team("beslisser");
  await logIn(decider);
  await decider.heading("Inloggen in twee stappen");
  await decider.leave();
});

test("no page on the way has a finding", () => assert.deepEqual(world.findings, []));
