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
/** bibob.test.mjs, dispute.test.mjs, rules.test.mjs, confirm.test.mjs, deadline.test.mjs, imports.test.mjs, dekking.test.mjs, returning.test.mjs, nota.test.mjs, verifying.test.mjs,
    signals.test.mjs, investigations.test.mjs and second-factor.test.mjs read them: in the demo nothing waits for a colleague, these people are asked for no evidence, the year of no regeling
    begins, they tried nothing in vain, no table is looked at, who comes back has begun nothing yet, no window takes questions or has answers that
    are not published, nobody is visited, these people reported nothing, nothing is investigated, and nobody is asked for a code. */
const ELSEWHERE = [
  "amend.proposal",
  "evidence_requests.one",
  "evidence_requests.own",
  "confirmations.one",
  "confirmations.own",
  "apply.attempt",
  "apply.last_time",
  "clients.one",
  "contracts.one",
  "boundaries.one",
  "equal.page",
  "hearing.page",
  "hearing.read",
  "extension.page",
  "revision.page",
  "questions.page",
  "nota.item",
  "nota.publish_page",
  "offer.page",
  "offer.alike",
  "verification.plan_page",
  "verification.page",
  "verification.own",
  "second_step.page",
  "dispute.file_page",
  "dispute.own",
  "dispute.register_page",
  "bibob.list",
  "bibob.begin",
  "bibob.page",
  "bibob.own",
  "calamity.receipt",
  "own_measures.one",
  "investigations.one",
  "investigations.visit",
  "investigations.report",
  "investigations.own",
];

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
  // What is there for some people of a role only is read elsewhere, and by links.
  const own = all.filter(({ name, isPage, roles }) => isPage && roles.includes(role) && !ELSEWHERE.includes(name));
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

test("a combinant is asked by mail and signs its own part, of which the penvoerder sees only that", async () => {
  const secret = "Een nieuw bestuur en een eigen controle per maand";
  const lead = await world.person("tekenbevoegde@papieren-wilg-8.example").enter();
  await lead.page.locator("main a[href^='/aanbieder/aanmeldingen/']").first().click();
  const own = new URL(lead.page.url()).pathname.match(/^\/aanbieder\/aanmeldingen\/[^/]+/)[0];
  await lead.go(`${own}/vragen/geschiktheid`);
  await lead.choose("Meldt u zich samen met andere organisaties aan als combinatie?", "Ja");
  await lead.press("Bewaren en verder");
  await lead.heading("Samen aanmelden");
  await lead.press("Toevoegen");
  await lead.refused(/KvK/);
  await lead.fill("Naam van de organisatie", "Praktijk De Imaginaire Meent");
  await lead.fill("KvK-nummer", "90000008");
  await lead.choose("Hoe doet deze organisatie mee?", "Combinant");
  await lead.press("Toevoegen");
  const member = new URL(lead.page.url()).pathname;
  await lead.fill("E-mailadres", "tekenbevoegde@imaginaire-meent-9.example");
  await lead.press("Uitnodiging sturen");
  await lead.reads("Gevraagd");

  const partner = await world.person("tekenbevoegde@imaginaire-meent-9.example").enter();
  await partner.go(link(await world.post.wait(partner.mail, /vraagt/), "/aanbieder/meedoen/"));
  await partner.heading("vraagt u om mee te doen");
  await partner.press("Meedoen");
  await partner.heading("Meedoen met");
  await partner.press("Ondertekenen");
  await partner.page.locator("#fouten").waitFor();
  await partner.follow("Uitsluitingsgronden");
  for (const group of await partner.page.locator("main .asks").all()) await group.getByLabel("Nee", { exact: true }).first().check();
  await partner.choose("onherroepelijk veroordeeld", "Ja");
  await partner.date("Op welke dag werd de uitspraak onherroepelijk?", [14, 3, 2024]);
  await partner.choose("Om wat gaat het?", "Fraude");
  await partner.fill("Welke maatregelen heeft u genomen om herhaling te voorkomen?", secret, "#vraag-veroordeling_maatregelen");
  await partner.press("Bewaren en verder");
  await partner.follow("Documenten aanvaarden");
  for (const box of await partner.page.locator("main input[name=aanvaard]").all()) await box.check();
  await partner.press("Bewaren en verder");
  await partner.tick("Ik mag mijn organisatie binden");
  await partner.press("Ondertekenen");
  await partner.reads("U hebt ondertekend");
  await partner.menu("Start");
  await partner.reads("Aanmeldingen waaraan u meedoet");
  await partner.leave();

  for (const path of [`${own}/samen`, member, own, `${own}/zelfcontrole`]) {
    await lead.go(path);
    assert.doesNotMatch(await lead.page.locator("main").innerText(), new RegExp(secret));
  }
  await lead.go(`${own}/samen`);
  await lead.reads("Ondertekend");
  await lead.leave();
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
