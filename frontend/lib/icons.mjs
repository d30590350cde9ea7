// The outline icons named in icons.txt, as the inside of an svg element: the server writes the element itself.
import { readFileSync } from "node:fs";
import path from "node:path";

/** Icon name → markup of its shapes. */
export const iconMap = (root, modules) => {
  const names = readFileSync(path.join(root, "icons.txt"), "utf8").split("\n").filter(Boolean);
  const shapes = (name) => {
    const svg = readFileSync(path.join(modules, "@tabler/icons/icons/outline", `${name}.svg`), "utf8");
    return svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.indexOf("</svg>"))
      .replace(/\s*\n\s*/g, "").replace(/<path stroke="none"[^>]*>/, ""); // the empty square that only sets the size
  };
  return Object.fromEntries(names.sort().map((name) => [name, shapes(name)]));
};
