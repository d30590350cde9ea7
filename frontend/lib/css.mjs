// One style sheet from our css/ and the NL Design System packages, without the custom properties that nobody uses.
import path from "node:path";
import { bundleAsync, transform } from "lightningcss";

const targets = { chrome: 111 << 16, firefox: 115 << 16, safari: (16 << 16) | (4 << 8) };
const NOTICE = "/*! NL Design System style sheets and tokens: EUPL-1.2. Font: OFL-1.1. See THIRD-PARTY.txt. */\n";

/** The names of all custom properties that a piece of the syntax tree reads with var(). */
const reads = (node, found = []) => {
  if (node === null || typeof node !== "object") return found;
  if (node.type === "var" && node.value?.name?.ident) found.push(node.value.name.ident);
  for (const part of Object.values(node)) reads(part, found);
  return found;
};

/** Names reachable from declarations that are not custom properties themselves. */
const usedProperties = (code) => {
  const definitions = new Map();
  const queue = [];
  transform({ filename: "app.css", code, visitor: { Declaration(declaration) {
    const name = declaration.property === "custom" ? declaration.value.name : "";
    if (!name.startsWith("--")) { queue.push(...reads(declaration)); return; }
    definitions.set(name, [...(definitions.get(name) ?? []), ...reads(declaration.value.value)]);
  } } });
  const used = new Set();
  while (queue.length > 0) {
    const name = queue.pop();
    if (!used.has(name)) { used.add(name); queue.push(...(definitions.get(name) ?? [])); }
  }
  return used;
};

const fontFace = (file) =>
  `@font-face{font-family:"Source Sans 3 Variable";font-style:normal;font-display:swap;font-weight:200 900;src:url(${file}) format("woff2")}`;

/** Bundles, prunes and minifies; the font's file name is relative to the sheet. */
export const styleSheet = async (entry, modules, font) => {
  const { code } = await bundleAsync({ filename: entry, targets, resolver: {
    resolve: (wanted, from) => wanted.startsWith(".") ? path.resolve(path.dirname(from), wanted) : path.join(modules, wanted),
  } });
  const used = usedProperties(code);
  const pruned = transform({ filename: "app.css", code, minify: true, targets, visitor: { Declaration: {
    custom: (property) => (property.name.startsWith("--") && !used.has(property.name) ? [] : undefined),
  } } });
  return Buffer.concat([Buffer.from(NOTICE + fontFace(font)), pruned.code]);
};
