// Builds dist/web/: one style sheet, one script, the font, the icons and a manifest, all with hashed names and precompressed.
// Same input, same bytes: no times, no machine paths, sorted everywhere.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";
import { styleSheet } from "./lib/css.mjs";
import { iconMap } from "./lib/icons.mjs";
import { thirdParty } from "./lib/licences.mjs";

const root = path.dirname(fileURLToPath(import.meta.url));
const modules = path.join(root, "node_modules");
const dist = path.join(root, "dist");
const out = path.join(dist, "web");
const FONT = "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2";
const COMPRESSED = new Set([".css", ".js", ".txt", ".json", ".svg"]);

const manifest = {};

/** Writes one file under a name with its hash, with brotli and gzip beside it, and notes it in the manifest. */
const emit = (logical, bytes) => {
  const { name, ext } = path.parse(logical);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const file = `${name}.${hash}${ext}`;
  writeFileSync(path.join(out, file), bytes);
  if (COMPRESSED.has(ext)) {
    writeFileSync(path.join(out, `${file}.br`), zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } }));
    writeFileSync(path.join(out, `${file}.gz`), zlib.gzipSync(bytes, { level: 9 }));
  }
  manifest[logical] = file;
  return file;
};

/** The modules stand alone, so a block each in one file is all the bundling they need. */
const script = () =>
  readdirSync(path.join(root, "js")).filter((name) => name.endsWith(".js")).sort()
    .map((name) => `{\n${readFileSync(path.join(root, "js", name), "utf8")}}\n`).join("");

rmSync(dist, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const font = emit("source-sans-3.woff2", readFileSync(path.join(modules, FONT)));
emit("app.css", await styleSheet(path.join(root, "css/app.css"), modules, font));
emit("app.js", Buffer.from(script()));
emit("logo.svg", readFileSync(path.join(root, "logo.svg")));
emit("THIRD-PARTY.txt", Buffer.from(thirdParty(root)));
writeFileSync(path.join(out, "icons.json"), `${JSON.stringify(iconMap(root, modules), null, 1)}\n`);

const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(path.join(out, "manifest.json"), `${JSON.stringify(sorted, null, 1)}\n`);
if (existsSync(path.join(root, "build-fonts.mjs"))) await import("./build-fonts.mjs");
for (const name of readdirSync(out).filter((each) => each.startsWith("app.")).sort()) {
  process.stdout.write(`${name} ${readFileSync(path.join(out, name)).length}\n`);
}
