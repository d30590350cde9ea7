// Every page that each role reaches in the demo: who may read a page finds it, and nobody finds a fault on it.
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";
import { link } from "./lib/mailbox.mjs";
import { pageOf, pages } from "./lib/routes.mjs";
import { ON_THE_WAY } from "./journey/steps.mjs";
import { REGION, begin } from "./journey/world.mjs";

/** At most this many of each page for each role: dossiers differ by where they are. */
const MOST = 2;
/** Only a mail about a new document leads here, and nobody publishes one in the demo; tests/it/public reads it. */
const BY_MAIL = ["follow.stop_page"];
/** Downloads, other sites and parts of a page are no pages. */
const LEFT_OUT = /\.(csv|pdf|zip|json|css)(\?|$)|\/static\/|\/(bestand|pdf|json)$|\/bewijs\/[0-9a-f-]{36}$|\/documenten\/[0-9a-f-]{36}$|\/toezicht\/[^/]+\/brieven\//;

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
  all = await pages();
  world = await begin({ inspected: true, most: 2 });
}, { timeout: 180_000 });
after(() => world?.end());

/** Where somebody can go from here. */
const links = (person) => person.page.$$eval("header a[href], main a[href]", (found) => found.map((a) => a.href.replace(/#.*$/, "")))
  .then((found) => found.filter((href) => href.startsWith(world.portal.address) && !LEFT_OUT.test(href)));

/** Opens what a role may read without knowing an identifier, and follows links from there. */
const roam = async (role, person) => {
  const own = all.filter(({ roles }) => roles.includes(role));
  const counts = new Map();
  const queue = own.filter(({ route }) => !/\{(?!slug)/.test(route)).map(({ route }) => world.portal.address + route.replace("{slug}", REGION.slug));
  const known = new Set(queue);
  while (queue.length > 0) {
    const address = queue.shift();
    const page = pageOf(all, new URL(address).pathname);
    const count = counts.get(page?.name) ?? 0;
    if (count >= MOST) continue;
    assert.ok(page, `${address} is a page of the route table`);
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

test("no page has a finding at 1280 or 390 px, or is too wide at 320 px", () => assert.deepEqual(world.findings, []));

test("every page of the route table was read by somebody, here or on the journey", () => {
  const read = new Set([...world.visited].map((pathname) => pageOf(all, pathname)?.name));
  const missed = all.map(({ name }) => name).filter((name) => !read.has(name) && ![...ON_THE_WAY, ...BY_MAIL].includes(name));
  assert.deepEqual(missed, []);
});
