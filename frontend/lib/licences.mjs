// THIRD-PARTY.txt: what the built files contain of others, with the licence text each package ships.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";

const licenceText = (folder) => {
  const file = existsSync(folder) && readdirSync(folder).sort().find((name) => /^licen[cs]e/i.test(name));
  return file ? readFileSync(path.join(folder, file), "utf8").trim() : "";
};

/** Name, version, licence and home of each package we depend on, then each different licence text once. */
export const thirdParty = (root) => {
  const names = Object.keys(JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")).dependencies).sort();
  const texts = new Map();
  const lines = names.map((name) => {
    const folder = path.join(root, "node_modules", name);
    const about = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
    const text = licenceText(folder);
    if (text) texts.set(text, [...(texts.get(text) ?? []), name]);
    return `${name} ${about.version} - ${about.license}`;
  });
  const licences = [...texts].map(([text, users]) => `\n\n==== ${users.join(", ")} ====\n\n${text}`);
  return `Parts of others in the style sheet, font and icons of Openhuis\n\n${lines.join("\n")}${licences.join("")}\n`;
};
