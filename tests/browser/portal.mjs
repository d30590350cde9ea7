// Every page that a role reaches from its menu, as everyone must be able to use it. The demo is the portal under test.
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";
import { start } from "./lib/app.mjs";
import { SIZES, open } from "./lib/browser.mjs";
import { inspect } from "./lib/page.mjs";

/** At most this many pages a role: each is looked at in every size. */
const MOST = 14;

let portal;
let logins;
before(async () => {
  portal = await start();
  const said = portal.said();
  const password = said.match(/password: (.+)/i)[1].trim();
  logins = [...said.matchAll(/^(.*?)\s{2,}(\S+@\S+)\s{2,}(.*?)$/gm)].map(([, place, mail, role]) => ({ place, mail, role, password }));
}, { timeout: 120_000 });
after(() => portal?.stop());

/** Log in once by the form; the cookies serve every size. */
const cookies = async ({ mail, password }) => {
  const { page, close } = await open(SIZES.desktop);
  try {
    await page.goto(`${portal.address}/inloggen`);
    await page.fill("#mail", mail);
    await page.fill("#wachtwoord", password);
    await Promise.all([page.waitForNavigation(), page.click("main button[type=submit], main form button")]);
    assert.ok(!page.url().includes("/inloggen"), `${mail} is logged in`);
    return { home: page.url(), state: await page.context().cookies() };
  } finally { await close(); }
};

/** A path with its identifiers taken out: one page of each kind is enough. */
const kind = (path) => path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "{id}").replace(/GM\d{4}/g, "{gemeente}").replace(/\?.*$/, "");

/** The pages of the portal that this page links to, files and other sites left out. */
const links = async (page) => page.$$eval("header a[href], main a[href]", (all) => all.map((a) => a.href))
  .then((all) => all.filter((href) => href.startsWith(portal.address) && !/\.(csv|pdf|zip|json)(\?|$)|\/static\/|\/download|#/.test(href)));

/** Follow links from `home`, one page of each kind, at most `MOST`. */
const reachable = async (home, state) => {
  const { page, close } = await open(SIZES.desktop);
  if (state) await page.context().addCookies(state);
  const found = new Map([[kind(new URL(home).pathname), home]]);
  const queue = [home];
  try {
    while (queue.length > 0 && found.size < MOST) {
      const answer = await page.goto(queue.shift());
      if (!answer || !(answer.headers()["content-type"] ?? "").includes("text/html")) continue;
      assert.ok(answer.status() < 400, `${page.url()} answers ${answer.status()}`);
      for (const href of await links(page)) {
        const one = kind(new URL(href).pathname);
        if (!found.has(one) && found.size < MOST) { found.set(one, href); queue.push(href); }
      }
    }
  } finally { await close(); }
  return [...found];
};

const name = (role, path) => `${role}${path}`.replace(/[^a-z0-9]+/gi, "-").replace(/-+$/, "").toLowerCase();

test("what everyone can read has no finding", { timeout: 600_000 }, async () => {
  for (const [path, href] of await reachable(`${portal.address}/`)) await inspect(name("iedereen", path), href);
});

for (const role of ["beheer@", "beoordelaar@", "beslisser@", "contract@", "toezicht@", "tekenbevoegde"]) {
  test(`what ${role} reaches from the menu has no finding`, { timeout: 600_000 }, async () => {
    const login = logins.find(({ mail, role: words }) => mail.startsWith(role) || words.toLowerCase().includes(role));
    assert.ok(login, `the demo prints a login for ${role}`);
    const { home, state } = await cookies(login);
    for (const [path, href] of await reachable(home, state)) {
      await inspect(name(role, path), href, (page) => page.context().addCookies(state));
    }
  });
}
