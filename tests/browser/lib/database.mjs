// A database of its own on the cluster that tests/with-postgres.sh started.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** The cluster; nothing where the tests run without one. */
export const cluster = process.env.OPENHUIS_TEST_PG;

/** The address of a new, empty database. The cluster is thrown away after the tests, and this database with it. */
export const fresh = async (name) => {
  const unique = `${name}_${process.pid}`;
  await promisify(execFile)("psql", ["-X", "-q", cluster, "-c", `CREATE DATABASE ${unique} TEMPLATE template0`]);
  const url = new URL(cluster);
  url.pathname = `/${unique}`;
  return url.href;
};
