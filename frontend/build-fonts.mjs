// The letter's fonts and colour profile, made from packages and arithmetic so that no binary is committed.
// Output: dist/fonts/{letter-regular.ttf, letter-bold.ttf, srgb.icc, OFL.txt}, embedded by src/documents.
// The same packages give the same bytes.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import subsetFont from "subset-font";
import { srgbProfile } from "./srgb-profile.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const family = path.dirname(createRequire(import.meta.url).resolve("@expo-google-fonts/open-sans/package.json"));
const out = path.join(here, "dist", "fonts");

/** Inclusive ranges of code points a letter may show; what falls outside is printed as [U+....]. */
const ranges = [
  [0x20, 0x7e], // ASCII
  [0xa0, 0xac], // Latin-1, without the soft hyphen: it is invisible and would hide in a name
  [0xae, 0xff],
  [0x100, 0x17f], // Latin Extended-A: names from all of Europe
  [0x218, 0x21b], // Romanian with a comma below
  [0x2010, 0x2015], // hyphens and dashes
  [0x2018, 0x201e], // quotes
  [0x2020, 0x2022], // daggers, bullet
  [0x2026, 0x2026], // ellipsis
  [0x2030, 0x2030], // per mille
  [0x20ac, 0x20ac], // euro
  [0x2264, 0x2265], // at most, at least
];

const characters = ranges
  .flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, step) => String.fromCodePoint(from + step)))
  .join("");

await mkdir(out, { recursive: true });
const faces = [
  ["400Regular/OpenSans_400Regular.ttf", "letter-regular.ttf"],
  ["700Bold/OpenSans_700Bold.ttf", "letter-bold.ttf"],
];
for (const [source, target] of faces) {
  const whole = await readFile(path.join(family, source));
  await writeFile(path.join(out, target), await subsetFont(whole, characters, { targetFormat: "truetype" }));
}
await writeFile(path.join(out, "OFL.txt"), await readFile(path.join(family, "LICENSE_FONT")));
await writeFile(path.join(out, "srgb.icc"), srgbProfile());
