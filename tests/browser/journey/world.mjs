// What the steps of one journey share: the portal, the mail server, the people, and what they made on the way.
import { strict as assert } from "node:assert";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as app from "../lib/app.mjs";
import * as mailbox from "../lib/mailbox.mjs";
import { Person } from "../lib/person.mjs";
import { namesOf, routes } from "../lib/routes.mjs";

/** The day of the story: a Monday within the terms of the shipped regelingen. */
export const DAY = "2026-10-05";
/** The largest file, in bytes: small, so that a file that is too big is quickly made. */
export const LARGEST = 1024 * 1024;
/** The region of the story. */
export const REGION = { slug: "zuidwest-drenthe", mail: "zuidwest-drenthe.example" };

const out = path.join(path.dirname(fileURLToPath(import.meta.url)), "../out/journey");

/** `script`: whether browsers run scripts; `inspected`: whether each page is looked at, and `most` of a kind; `database`: a URL, or nothing for SQLite; `on`: the day; `plan`: who assess, a word of the regeling, or nothing for as shipped; `env`: what else the portal is told. */
export const begin = async ({ script = true, inspected = false, most = Infinity, database, on = DAY, plan, env = {} } = {}) => {
  await mkdir(out, { recursive: true });
  const post = await mailbox.open();
  const starting = app.start({ on, database, plan, env: { ...post.env, OPENHUIS_UPLOAD_MAX_FILE: String(LARGEST), ...env } });
  const portal = await starting.catch(async (error) => { await post.close(); throw error; });
  const { password } = app.logins(portal.told);
  const world = { post, portal, password, script, most, seen: new Set(), visited: new Set(), findings: inspected ? [] : undefined };
  const people = [];
  /** Somebody by mail address. */
  world.person = (mail) => { const one = new Person(world, mail); people.push(one); return one; };
  /** Somebody of the team, by the first part of the mail address. */
  world.team = (name) => world.person(`${name}@${REGION.mail}`);
  /** What everybody saw when a step failed. */
  world.remember = async (name) => {
    for (const [index, one] of people.entries()) await one.page?.screenshot({ path: path.join(out, `failed-${index}.png`), fullPage: true }).catch(() => null);
    await writeFile(path.join(out, "failed.txt"), [name, ...people.map((one) => `${one.mail} ${one.browser ? one.page.url() : ""}`), portal.said()].join("\n"));
  };
  world.end = async () => {
    for (const one of people) await one.leave();
    await portal.stop();
    await post.close();
  };
  return world;
};

/** Runs the steps one after the other; after a step that failed the rest is not tried. */
export const walk = async (t, world, steps, onTheWay) => {
  let failed = false;
  for (const [name, step] of steps) {
    await t.test(name, { skip: failed }, async () => {
      try { await step(world); } catch (error) { failed = true; await world.remember(name); throw error; }
    });
  }
  await t.test("the pages that the portal test leaves to the journey were read", { skip: failed }, async () => {
    const read = namesOf(await routes(), world.visited);
    assert.deepEqual(onTheWay.filter((name) => !read.has(name)), []);
  });
  if (world.findings) await t.test("no page on the way has a finding at 1280 or 390 px", () => assert.deepEqual(world.findings, []));
};
