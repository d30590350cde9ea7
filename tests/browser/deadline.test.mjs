// The portal was away while somebody wanted to send in: that one can prove it, the region sees what happened, and two people give everybody more time.
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";
import { begin } from "./journey/world.mjs";

let world;
before(async () => { world = await begin({ inspected: true, most: 3 }); }, { timeout: 240_000 });
after(() => world?.end());

test("who tried in vain to send in reads it with its application and keeps the proof", { timeout: 300_000 }, async () => {
  const own = await world.person("tekenbevoegde@denkbeeldige-hoeve-3.example").enter();
  await own.go("/aanbieder/aanmeldingen");
  await own.moves(() => own.page.locator("main a[href*='/aanbieder/aanmeldingen/']").first().click());
  await own.reads("Een poging om in te dienen lukte niet");
  await own.reads(/U probeerde in te dienen op 4 oktober 2026 om 16:44:05 uur/);
  await own.follow(/Bewijs van deze poging/);
  await own.heading("Bewijs van uw poging om in te dienen");
  await own.reads("Het portaal was niet beschikbaar.");
  await own.reads(/submission\.refused/);
  await own.leave();
});

test("the region sees the failure and who has a draft, and two people give everybody more time", { timeout: 300_000 }, async () => {
  const own = await world.team("beleid").enter();
  await own.go("/beheer/vensters");
  await own.follow(/^Open concepten/);
  await own.heading(/^Open concepten voor/);
  await own.reads("De Denkbeeldige Hoeve");
  await own.go("/beheer/vensters");
  await own.follow(/^Storing bij de sluiting/);
  await own.heading(/^Storing bij de sluiting van/);
  await own.reads(/4 oktober 2026 om 16:41:00 uur/);
  await own.reads("Het portaal was niet beschikbaar.");
  await own.fill("Waarom?", "Het portaal was negen minuten niet bereikbaar.");
  await own.press("Voorstellen aan een collega");
  await own.refused(/nooit korter/);
  const year = await own.page.getByRole("group", { name: "Aanmelden kan tot" }).getByLabel("Jaar").inputValue();
  await own.date("Aanmelden kan tot", [30, 12, year]);
  await own.date("Beslissing uiterlijk", [1, 3, Number(year) + 1]);
  await own.date("Start van de toelating", [1, 5, Number(year) + 1]);
  await own.press("Voorstellen aan een collega");
  await own.reads("Een storing van het portaal. Iedereen krijgt meer tijd.");
  await own.leave();

  const colleague = await world.team("beheer").enter();
  await colleague.go("/beheer/vensters");
  await colleague.press("Publiceren");
  await colleague.follow(/^Storing bij de sluiting/);
  await colleague.reads("Eerder gaf de regio meer tijd");
  await colleague.leave();
  const told = await world.post.wait("info@denkbeeldige-hoeve-3.example", /meer tijd/);
  assert.match(JSON.stringify(told), /probeerde in te dienen/);
  assert.deepEqual(world.findings, [], "axe and layout");
});
