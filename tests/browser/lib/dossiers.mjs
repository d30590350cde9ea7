// Finding a dossier of the demo that somebody can begin with.
import { strict as assert } from "node:assert";

const TAKE = "In behandeling nemen";

/** The addresses of the dossiers in the queue that are nobody's. */
const unclaimed = async (assessor) => {
  await assessor.go("/beoordeling?status=submitted&van=niemand");
  const links = await assessor.page.locator("main tbody th a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  return links.map((href) => href.replace(/#.*/, ""));
};

const canBeTaken = async ({ page }) => await page.getByRole("button", { name: TAKE }).count() > 0;

/** Takes the first dossier that nobody has; its address. */
export const takeOne = async (assessor) => {
  const links = await unclaimed(assessor);
  for (const href of links) {
    await assessor.go(href);
    if (!await canBeTaken(assessor)) continue;
    await assessor.press(TAKE);
    return new URL(assessor.page.url()).pathname;
  }
  throw new Error(`none of ${links.length} dossiers can be taken`);
};

/** The dossier that suits best of those that nobody has and where what waits for a person is left to a person by the rules: its address and number,
    for how many lots it is and how many requirements wait. `fits` says which will do, `better(one, than)` which of two. */
export const clean = async (assessor, { fits = () => true, better = (one, than) => one.lots < than.lots } = {}) => {
  const links = await unclaimed(assessor);
  let best;
  for (const href of links) {
    await assessor.go(href);
    if (!await canBeTaken(assessor)) continue;
    const { page } = assessor;
    const waiting = page.getByRole("row").filter({ hasText: "Vraagt uw oordeel" });
    if (await waiting.filter({ hasNotText: "Zelf beoordelen" }).count() > 0) continue;
    const lots = await page.locator("section[aria-labelledby=kavels] tbody tr").count();
    const number = (await page.locator(".intro").innerText()).replace("Aanmelding ", "");
    const one = { href, number, lots, waits: await waiting.count() };
    if (fits(one) && (!best || better(one, best))) best = one;
  }
  assert.ok(best, `one of ${links.length} dossiers is clean`);
  return best;
};
