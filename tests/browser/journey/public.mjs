// Step 1: what everyone can read, without an account.
import { strict as assert } from "node:assert";
import { link } from "../lib/mailbox.mjs";
import { REGION } from "./world.mjs";

export const publicPages = async (world) => {
  const visitor = await world.person("").sit();
  await visitor.go("/");
  await visitor.follow(/Zuidwest-Drenthe/);
  await visitor.heading(/Wmo-zorg in Zuidwest-Drenthe/);
  await visitor.reads(/Open voor indienen/);
  await visitor.follow("Alle vensters en de jaarkalender");
  await visitor.go(`/regio/${REGION.slug}`);
  await visitor.follow("Alle eisen");
  await visitor.reads(/Gedragsverklaring aanbesteden/);
  await visitor.go(`/regio/${REGION.slug}/productgroepen`);
  await visitor.follow("Individuele begeleiding");
  await visitor.reads(/Voorbeeld, niet vastgesteld/);
  await visitor.go(`/regio/${REGION.slug}/documenten`);
  await visitor.reads(/Controlegetal/);
  const zip = await visitor.download(/zip/i);
  assert.equal(zip.bytes.subarray(0, 2).toString(), "PK");
  for (const page of ["/hulp", "/over", "/privacy", "/toegankelijkheid", "/klachten", "/kwetsbaarheid-melden"]) await visitor.go(page);
  await visitor.leave();
};

export const register = async (world) => {
  const visitor = await world.person("").sit();
  await visitor.go(`/regio/${REGION.slug}/register`);
  await visitor.pick("Gemeente", { label: "Meppel" });
  await visitor.pick("Productgroep", { label: "Individuele begeleiding" });
  await visitor.press("Filters toepassen");
  await visitor.reads(/aanbieders gevonden/);
  assert.match(visitor.page.url(), /gemeente=GM0119/);
  const csv = await visitor.download(/CSV/);
  assert.match(csv.type, /text\/csv/);
  assert.ok(csv.bytes.toString().split("\n").length > 2, "the CSV has a row");
  await visitor.follow(/Verzonnen|Imaginaire|Fictieve/i, "main table");
  await visitor.leave();
};

/** Following by mail, without an account. */
export const follow = async (world) => {
  const visitor = await world.person("").sit();
  await visitor.go(`/regio/${REGION.slug}/volgen`);
  await visitor.press("Volgen");
  await visitor.refused(/e-mailadres/i);
  await visitor.fill("E-mailadres", "adviesraad@voorbeeld.example");
  await visitor.press("Volgen");
  await visitor.reads("Kijk in uw mail");
  await visitor.go(link(await world.post.wait("adviesraad@voorbeeld.example", /[Bb]evestig/), "/volgen/bevestigen/"));
  await visitor.press("Ja, stuur mij mails");
  await visitor.reads("U volgt deze procedure");
  await visitor.leave();
};
