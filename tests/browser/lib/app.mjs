// A portal for one test file: the demo of the built binary on a free port, with data in a folder of its own.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../..");
const binary = process.env.OPENHUIS_BINARY ?? path.join(process.env.CARGO_TARGET_DIR ?? path.join(root, "target"), "debug/openhuis");

const freePort = () => new Promise((resolve, reject) => {
  const probe = net.createServer();
  probe.on("error", reject);
  probe.listen(0, "127.0.0.1", () => { const { port } = probe.address(); probe.close(() => resolve(port)); });
});

const ready = async (address, child) => {
  const end = Date.now() + 120_000;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`openhuis ended with ${child.exitCode}`);
    const answer = await fetch(`${address}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  throw new Error("openhuis was not ready within two minutes");
};

/** What the portal is told: keys of the tests themselves are none of its own, and it refuses keys that it does not know. */
const told = (env) => ({ ...Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith("OPENHUIS_"))), ...env });

const run = async (address, args, env) => {
  const child = spawn(binary, ["demo", "--listen", address.replace("http://", ""), ...args], { env: told(env) });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => said.push(String(text)));
  const ended = new Promise((resolve) => { child.on("exit", resolve); child.on("error", resolve); });
  const stop = async () => { child.kill("SIGTERM"); await ended; };
  try {
    await ready(address, child);
  } catch (error) {
    await stop();
    throw new Error(`${error.message}\n${said.join("")}`);
  }
  return { said: () => said.join(""), stop };
};

/** Starts a fresh demo, shown as on a day (`on`), with the rows in `database` (a URL) or else in its folder, and who assess by `plan` or else as shipped; `env` goes with it. */
export const start = async ({ on, database, plan, env = {} } = {}) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "openhuis-demo-"));
  const address = `http://127.0.0.1:${await freePort()}`;
  const fixed = ["--data", path.join(folder, "demo"), ...(database ? ["--database", database] : [])];
  const day = (date) => (date ? ["--on", date] : []);
  let running = await run(address, [...fixed, "--fresh", ...(plan ? ["--review-plan", plan] : []), ...day(on)], env);
  const first = running.said();
  return {
    address,
    /** Everything that the first start printed, logins among it. */
    told: first,
    /** Stops, and starts again on another day with the same data, as an installation that was off in between. */
    travel: async (to) => { await running.stop(); running = await run(address, [...fixed, ...day(to)], env); },
    said: () => running.said(),
    stop: async () => { await running.stop(); await rm(folder, { recursive: true, force: true }); },
  };
};

/** Everybody's password and who can log in, as the demo printed them. */
export const logins = (told) => ({
  password: told.match(/password: (.+)/i)[1].trim(),
  all: [...told.matchAll(/^ {2}(\S+@\S+)\s+(.+?)\s*$/gm)].map(([, mail, role]) => ({ mail, role })),
});
