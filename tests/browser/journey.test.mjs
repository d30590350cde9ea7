// The main job from an empty vault to the first letter, on SQLite, with every page looked at.
import { test } from "node:test";
import { ON_THE_WAY, STEPS } from "./journey/steps.mjs";
import { begin, walk } from "./journey/world.mjs";

test("the whole journey, with axe on every page", { timeout: 600_000 }, async (t) => {
  const world = await begin({ inspected: true, most: 3 });
  try { await walk(t, world, STEPS, ON_THE_WAY); } finally { await world.end(); }
});
