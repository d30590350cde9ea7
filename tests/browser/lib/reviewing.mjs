// What the team does with a dossier from the first judgement to the last signature, in the words of the screen.
import { strict as assert } from "node:assert";

/** Does something as long as it is there to do; what is refused would be there for ever. */
const whileAny = async (what, once) => {
  for (let turns = 0; turns < 40; turns += 1) if (!await once()) return;
  throw new Error(`there is no end to ${what}`);
};

/** The last step was taken. */
const taken = async ({ page }) => assert.notEqual(await page.locator("h1").innerText(), "Dit kan nu niet", await page.locator("main").innerText());

/** Answers every toetspunt of the form the same. */
export const answerPoints = async (assessor, answer) => {
  const groups = assessor.page.locator("main form fieldset", { has: assessor.page.locator("input[name^='toetspunt.']") });
  for (const group of await groups.all()) await group.getByLabel(answer, { exact: true }).check();
};

/** Everything that waits for a person, in favour. */
export const judgeAll = (assessor, dossier) => whileAny("what waits", async () => {
  await assessor.go(dossier);
  const next = assessor.page.getByRole("link", { name: /Beoordeel de volgende eis/ });
  if (await next.count() === 0) return false;
  await assessor.moves(() => next.first().click());
  await answerPoints(assessor, "Ja");
  await assessor.press(/^Akkoord/);
  return true;
});

/** Judges one requirement, by its title, in own words: met or not, for every lot or for the one of that number. */
export const judgeOne = async (assessor, dossier, eis, { met, words, lot = 0 }) => {
  await assessor.go(dossier);
  await assessor.go(await assessor.page.locator("section[aria-labelledby=eisen] a", { hasText: eis }).first().getAttribute("href"));
  await answerPoints(assessor, met ? "Ja" : "Nee");
  await assessor.choose("Is aan de eis voldaan?", met ? "Ja, voldoet" : "Nee, voldoet niet");
  if (!met) await assessor.field("Reden als niet aan de eis is voldaan").selectOption({ index: 1 });
  await assessor.fill("Motivering", words);
  if (lot) await assessor.field("Voor welk onderdeel geldt uw oordeel?").selectOption({ index: lot });
  await assessor.press("Oordeel opslaan");
};

/** Explains every equal case that was judged otherwise. */
export const explain = (assessor, dossier, why) => whileAny("equal cases", async () => {
  await assessor.go(dossier);
  const open = assessor.page.getByRole("link", { name: /Gelijk geval bekijken/ });
  if (await open.count() === 0) return false;
  await assessor.moves(() => open.first().click());
  await assessor.choose("Waarom is uw oordeel anders?", "Dit geval is toch anders");
  await assessor.fill("Motivering", why);
  await assessor.press("Opslaan");
  await taken(assessor);
  return true;
});

/** Proposes for every lot: the same, or what follows from its line in the list. */
export const proposeAll = (assessor, dossier, outcome) => whileAny("proposals", async () => {
  await assessor.go(dossier);
  const line = assessor.page.getByRole("row").filter({ hasText: "Voorstel doen" }).first();
  if (await line.count() === 0) return false;
  const proposed = typeof outcome === "string" ? outcome : outcome(await line.innerText());
  await assessor.moves(() => line.getByRole("link", { name: /Voorstel doen/ }).click());
  await assessor.choose("Wat stelt u voor?", proposed);
  await assessor.fill("Toelichting voor wie medeleest en tekent", "Volgens de regels.");
  await assessor.press("Voorstel doen");
  await taken(assessor);
  return true;
});

/** Agrees with everything that is proposed about an aanbieder. */
export const agreeAll = (second, name) => whileAny("what to agree with", async () => {
  await second.menu("Medelezen");
  const open = second.page.getByRole("row").filter({ hasText: name }).getByRole("link");
  if (await open.count() === 0) return false;
  await second.moves(() => open.first().click());
  if (await second.page.getByRole("button", { name: "Akkoord", exact: true }).count() === 0) return false;
  await second.press("Akkoord");
  await taken(second);
  return true;
});

/** Signs everything about an aanbieder, gemeente by gemeente. */
export const signAll = async (decider, name) => {
  await decider.go("/beoordeling/beslissingen");
  const places = await decider.page.getByRole("navigation", { name: "Gemeenten" }).getByRole("link").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  for (const place of places.length ? places : ["/beoordeling/beslissingen"]) {
    await decider.go(place.startsWith("/") ? place : `/beoordeling/beslissingen${place}`);
    const boxes = decider.page.getByRole("row").filter({ hasText: name }).locator("input[name=perceel]");
    if (await boxes.count() === 0) continue;
    for (const box of await boxes.all()) await box.check();
    await decider.press("Controleren en tekenen");
    await decider.press("Tekenen");
    await decider.reads("Getekend");
  }
};
