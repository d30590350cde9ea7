// The main job without a single script: every step is a link or a form.
import { test } from "node:test";
import { ON_THE_WAY, STEPS } from "./journey/steps.mjs";
import { begin, walk } from "./journey/world.mjs";

test("the whole journey without JavaScript", { timeout: 600_000 }, async (t) => {
  const world = await begin({ script: false });
  try { await walk(t, world, STEPS, ON_THE_WAY); } finally { await world.end(); }
});
