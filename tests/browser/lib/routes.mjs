// The pages of the portal, from the golden route matrix: which there are, and who may read them.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const golden = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../it/routes.golden");
/** What answers with something else than a page. */
const NO_PAGE = /^(health|api|assets)\.|^(assets|documents\.zip|documents\.file|nota\.pdf|register\.csv|coverage\.csv|durations\.csv|overview\.csv|log\.vkey|log\.checkpoint|text\.robots|text\.security)$|\.css$/;

const pattern = (route) => new RegExp(`^${route.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/]+")}$`);
const holes = (route) => (route.match(/\{/g) ?? []).length;

/** Everything that can be opened: path, name, the roles that may read it, and whether it is a page; the others are downloads and what programs read. */
export const routes = async () => {
  const text = await readFile(golden, "utf8");
  const roles = [...text.matchAll(/^ +\d+ (\S+)$/gm)].map(([, role]) => role);
  const lines = [...text.matchAll(/^([x.]+) {2}GET +(\S+) +\S+ +(\S+) +(\S+)$/gm)];
  return lines
    .map(([, marks, route, action, name]) => ({
      route, name, matches: pattern(route), roles: roles.filter((_, index) => marks[index] === "x"), isPage: action === "read" && !NO_PAGE.test(name),
    }))
    .sort((one, other) => holes(one.route) - holes(other.route));
};

/** The route that an address belongs to: the one with the fewest holes that fits. */
export const routeOf = (all, pathname) => all.find(({ matches }) => matches.test(pathname));

/** The names of the pages among these paths. */
export const namesOf = (all, paths) => new Set([...paths].map((pathname) => routeOf(all, pathname)?.name));
