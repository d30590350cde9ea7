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
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`openhuis ended with ${child.exitCode}`);
    const answer = await fetch(`${address}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  throw new Error("openhuis was not ready within 60 s");
};

/** Starts the demo; `said()` is everything it printed, logins among it. Call `stop` when done. */
export const start = async (more = []) => {
  const data = await mkdtemp(path.join(os.tmpdir(), "openhuis-demo-"));
  const address = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(binary, ["demo", "--fresh", "--data", path.join(data, "demo"), "--listen", address.replace("http://", ""), ...more]);
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => said.push(String(text)));
  const ended = new Promise((resolve) => { child.on("exit", resolve); child.on("error", resolve); });
  const stop = async () => { child.kill("SIGTERM"); await ended; await rm(data, { recursive: true, force: true }); };
  try {
    await ready(address, child);
  } catch (error) {
    await stop();
    throw new Error(`${error.message}\n${said.join("")}`);
  }
  return { address, said: () => said.join(""), stop };
};
