// The pages of the portal, from the golden route matrix: which there are, and who may read them.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const golden = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../it/routes.golden");
/** What answers with something else than a page. */
const NO_PAGE = /^(health|api|assets)\.|^(assets|documents\.zip|documents\.file|register\.csv|text\.robots|text\.security)$|\.css$/;

const pattern = (route) => new RegExp(`^${route.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/]+")}$`);
const holes = (route) => (route.match(/\{/g) ?? []).length;

/** Every page: path, name, and the roles that may read it. */
export const pages = async () => {
  const text = await readFile(golden, "utf8");
  const roles = [...text.matchAll(/^ +\d+ (\S+)$/gm)].map(([, role]) => role);
  const lines = [...text.matchAll(/^([x.]+) {2}(\w+) +(\S+) +\S+ +(\S+) +(\S+)$/gm)];
  return lines
    .filter(([, , method, , action, name]) => method === "GET" && action === "read" && !NO_PAGE.test(name))
    .map(([, marks, , route, , name]) => ({ route, name, matches: pattern(route), roles: roles.filter((_, index) => marks[index] === "x") }))
    .sort((one, other) => holes(one.route) - holes(other.route));
};

/** The page that an address belongs to: the one with the fewest holes that fits. */
export const pageOf = (all, pathname) => all.find(({ matches }) => matches.test(pathname));
