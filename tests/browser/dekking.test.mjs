// The dekking at a glance: for one doelgroep, a month ago, and on a map with real boundaries. Everybody reads how a lot was before.
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";
import { begin } from "./journey/world.mjs";

let world;
before(async () => { world = await begin({ inspected: true, most: 3 }); }, { timeout: 240_000 });
after(() => world?.end());

/** Invented gemeenten: a row of squares with a bay in each. */
const invented = (codes) => JSON.stringify({
  type: "FeatureCollection",
  features: codes.map((statcode, n) => {
    const [west, east] = [6 + n / 10, 6 + (n + 1) / 10];
    const bay = Array.from({ length: 40 }, (_, step) => [west + (east - west) * step / 40, 52.7 + Math.sin(step / 3) / 100]).reverse();
    return { type: "Feature", properties: { statcode }, geometry: { type: "Polygon", coordinates: [[[west, 52.5], [east, 52.5], [east, 52.7], ...bay, [west, 52.5]]] } };
  }),
});
const file = (text) => ({ name: "grenzen.geojson", mimeType: "application/geo+json", buffer: Buffer.from(text) });

test("the team sees who serves a doelgroep, and looks back with the slider, the list and the links", { timeout: 300_000 }, async () => {
  const own = await world.team("beleid").enter();
  await own.go("/beheer/dekking");
  await own.reads("De regeling vraagt er ten minste 3 per productgroep in een gemeente");
  await own.pick("Voor wie?", "nah");
  await own.press("Tonen");
  await own.reads("U ziet alleen aanbieders die plekken hebben voor deze doelgroep");
  await own.follow("Terug naar iedereen");
  const slider = own.page.getByRole("slider", { name: "Schuif naar een maand" });
  await slider.focus();
  assert.match(await slider.getAttribute("aria-valuetext"), /^nu \(/);
  for (let step = 0; step < 3; step += 1) await own.page.keyboard.press("ArrowLeft");
  const month = await slider.getAttribute("aria-valuetext");
  assert.equal(await own.page.locator("#maand-0 option:checked").innerText(), month, "slider and list say the same");
  await own.press("Tonen");
  await own.reads("U kijkt terug");
  assert.equal(await own.page.locator("#maand-0 option:checked").innerText(), month);
  await own.moves(() => own.page.getByRole("navigation", { name: "Maanden" }).getByRole("link").last().click());
  await own.reads("U kijkt terug");
  await own.follow("Terug naar nu");
  assert.doesNotMatch(await own.page.locator("main").innerText(), /U kijkt terug/);
  await own.leave();
});

test("boundaries with a mistake change nothing; mended they are looked at first, and then everybody sees the map", { timeout: 300_000 }, async () => {
  const own = await world.team("beheer").enter();
  await own.menu("Gemeenten");
  await own.follow("Grenzen voor de kaart inlezen");
  const codes = ["GM0118", "GM0119", "GM0180", "GM1690", "GM1701", "GM1896"];
  await own.page.setInputFiles("#bestand", file(invented(codes.slice(1))));
  await own.press("Sturen en nakijken");
  await own.refused(/niets ingelezen/);
  await own.reads("Hoogeveen (GM0118) staat niet in dit bestand");
  await own.page.setInputFiles("#bestand", file(invented(codes)));
  await own.press("Sturen en nakijken");
  await own.heading("Gemeentegrenzen nakijken");
  await own.press("In gebruik nemen");
  await own.reads("De kaart is in gebruik");
  await own.go("/beheer/dekking?productgroep=ib");
  assert.equal(await own.page.locator("svg.area-map path").count(), codes.length);
  await own.leave();
});

test("everybody reads where there is care for a doelgroep, and how a lot was before", { timeout: 300_000 }, async () => {
  const anybody = await world.person().sit();
  await anybody.go("/regio/zuidwest-drenthe");
  assert.equal(await anybody.page.locator("svg.area-map").count(), 1);
  await anybody.follow("Bekijk dit per doelgroep");
  await anybody.heading("Waar is zorg, en voor wie?");
  await anybody.pick("Voor wie?", "dementie");
  await anybody.press("Tonen");
  await anybody.reads("U ziet alleen aanbieders die plekken hebben voor deze doelgroep");
  await anybody.follow(/^Meppel/);
  await anybody.reads("Hoe was het eerder?");
  await anybody.reads("Geteld aan het eind van elke maand");
  const cells = await anybody.page.locator("main td").allInnerTexts();
  assert.ok(cells.length > 0 && cells.every((text) => !/^[1-4] aanbieders?$/.test(text.trim())), "no small number");
  await anybody.leave();
  assert.deepEqual(world.findings, [], "axe and layout");
});
