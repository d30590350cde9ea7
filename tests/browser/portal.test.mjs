// Every page that each role reaches in the demo: who may read a page finds it, and nobody finds a fault on it.
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";
import { good } from "./lib/files.mjs";
import { link } from "./lib/mailbox.mjs";
import { namesOf, routeOf, routes } from "./lib/routes.mjs";
import { follow } from "./journey/public.mjs";
import { ON_THE_WAY } from "./journey/steps.mjs";
import { REGION, begin } from "./journey/world.mjs";

/** At most this many of each page for each role: dossiers differ by where they are. */
const MOST = 2;
/** rules.test.mjs reads them: in the demo nothing waits for a colleague, and nobody who is admitted is asked for evidence. */
const ELSEWHERE = ["amend.proposal", "evidence_requests.one", "evidence_requests.own"];

const ROLES = [
  ["anonymous", ""],
  ["provider.tekenbevoegde", "tekenbevoegde@verzonnen-eik-1.example"],
  ["provider.beheerder", "beheerder@verzonnen-eik-1.example"],
  ["provider.lezer", "lezer@verzonnen-eik-1.example"],
  ["staff.assessor", `beoordelaar@${REGION.mail}`],
  ["staff.decision_maker", `beslisser@${REGION.mail}`],
  ["staff.contract_manager", `contract@${REGION.mail}`],
  ["staff.supervisor", `toezicht@${REGION.mail}`],
  ["staff.policy_editor", `beleid@${REGION.mail}`],
  ["staff.region_admin", `beheer@${REGION.mail}`],
];

let world;
let all;
before(async () => {
  all = await routes();
  world = await begin({ inspected: true, most: 2 });
}, { timeout: 180_000 });
after(() => world?.end());

/** Where somebody can go from here: each address once, without what stands behind the # in it. */
const links = (person) => person.page.$$eval("header a[href], main a[href]", (found) => found.map((a) => a.href.replace(/#.*$/, "")))
  .then((found) => found.filter((href) => href.startsWith(world.portal.address)));

/** Opens what a role may read without knowing an identifier, and follows links from there. */
const roam = async (role, person) => {
  const own = all.filter(({ isPage, roles }) => isPage && roles.includes(role));
  const counts = new Map();
  const queue = own.filter(({ route }) => !/\{(?!slug)/.test(route)).map(({ route }) => world.portal.address + route.replace("{slug}", REGION.slug));
  const known = new Set(queue);
  while (queue.length > 0) {
    const address = queue.shift();
    const page = routeOf(all, new URL(address).pathname);
    assert.ok(page, `${address} is in the route table`);
    const count = counts.get(page.name) ?? 0;
    if (!page.isPage || count >= MOST) continue;
    // Who is not logged in is sent to the login by what is for everybody who is.
    if (role === "anonymous" && page.roles.includes("account")) continue;
    assert.ok(page.roles.includes(role), `${role} is led to ${address}, which is not for this role`);
    counts.set(page.name, count + 1);
    await person.go(address);
    for (const href of await links(person)) if (!known.has(href)) { known.add(href); queue.push(href); }
  }
};

for (const [role, mail] of ROLES) {
  test(`${role} reads every page that a link leads to`, { timeout: 300_000 }, async () => {
    const person = world.person(mail);
    await (mail ? person.enter() : person.sit());
    await roam(role, person);
    await person.leave();
  });
}

test("a forgotten password is replaced by mail", async () => {
  const mail = "lezer@verzonnen-eik-1.example";
  const person = await world.person(mail).sit();
  await person.go("/inloggen");
  await person.follow("Wachtwoord vergeten?");
  await person.fill("E-mailadres", mail);
  await person.page.locator("main form button").click();
  await person.page.waitForURL(/gedaan/);
  await person.go(link(await world.post.wait(mail, /nieuw wachtwoord/), "/wachtwoord/"));
  await person.page.locator("main input[type=password]").fill("vijf paarse ladders");
  await person.moves(() => person.page.locator("main form button").click());
  await person.go("/bestaat-niet", 404);
  await person.leave();
});

test("who follows a region reads of a new document by mail, and stops", async () => {
  await follow(world);
  const editor = await world.team("beleid").enter();
  await editor.menu("Documenten");
  await editor.press("Toevoegen en nakijken");
  await editor.refused(/./);
  await editor.pick("Soort document", { label: "Aanmeldingsdocument" });
  await editor.fill("Titel", "Aanmeldingsdocument");
  await editor.fill("Versie", "9.0");
  await editor.page.setInputFiles("#bestand", good("aanmeldingsdocument.pdf"));
  await editor.press("Toevoegen en nakijken");
  await editor.reads(/volgers? krijg(t|en) meteen een mail/);
  await editor.press("Publiceren");
  await editor.reads("Het document is gepubliceerd");
  await editor.leave();
  const visitor = await world.person("").sit();
  await visitor.go(link(await world.post.wait("adviesraad@voorbeeld.example", /Nieuw document/), "/volgen/stop/"));
  await visitor.press("Stop met deze mails");
  await visitor.leave();
});

test("an aanbieder reads what is different in the regeling since its application began", async () => {
  const signer = await world.person("tekenbevoegde@verzonnen-eik-1.example").enter();
  await signer.page.locator("main a[href^='/aanbieder/aanmeldingen/']").first().click();
  await signer.go(`${new URL(signer.page.url()).pathname.match(/^\/aanbieder\/aanmeldingen\/[^/]+/)[0]}/versie`);
  await signer.heading("Wat er anders is in de regeling");
  await signer.leave();
});

test("an assessor reads what it means to leave an application unhandled after an unused repair term", async () => {
  const assessor = await world.team("beoordelaar").enter();
  await assessor.go("/beoordeling?van=mij&status=in_assessment");
  const dossiers = await assessor.page.$$eval("main tbody a[href^='/beoordeling/aanmeldingen/']", (found) => found.map((a) => a.getAttribute("href")));
  for (const dossier of dossiers) {
    await assessor.go(dossier);
    if (await assessor.page.locator("main a[href$='/niet-behandelen']").count() > 0) break;
  }
  await assessor.follow("Stel dan voor om haar niet te behandelen.");
  await assessor.press("Voorstel doen");
  await assessor.refused(/./);
  await assessor.leave();
});

test("no page has a finding at 1280 or 390 px, or is too wide at 320 px", () => assert.deepEqual(world.findings, []));

test("every page of the route table was read by somebody, here or on the journey", () => {
  const read = namesOf(all, world.visited);
  const elsewhere = [...ON_THE_WAY, ...ELSEWHERE];
  assert.deepEqual(all.filter(({ isPage, name }) => isPage && !read.has(name) && !elsewhere.includes(name)).map(({ name }) => name), []);
});
