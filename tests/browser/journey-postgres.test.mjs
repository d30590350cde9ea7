// The main job on PostgreSQL. Its cluster comes from tests/with-postgres.sh, which `make test` always uses.
import { test } from "node:test";
import { ON_THE_WAY, STEPS } from "./journey/steps.mjs";
import { begin, walk } from "./journey/world.mjs";
import { cluster, fresh } from "./lib/database.mjs";

test("the whole journey on PostgreSQL", { timeout: 600_000, skip: cluster ? false : "OPENHUIS_TEST_PG is not set" }, async (t) => {
  const world = await begin({ database: await fresh("journey") });
  try { await walk(t, world, STEPS, ON_THE_WAY); } finally { await world.end(); }
});
