// A refusal on something that the aanbieder did not give: it is heard first, others agree and sign, the letter tells what came of it, and the
// outcome is revised by other people. What did not arrive is sent again.
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";
import { clean } from "./lib/dossiers.mjs";
import { link } from "./lib/mailbox.mjs";
import { agreeAll, answerPoints, explain, judgeAll, proposeAll, signAll } from "./lib/reviewing.mjs";
import { begin } from "./journey/world.mjs";

let world;
before(async () => { world = await begin({ inspected: true, most: 3 }); }, { timeout: 240_000 });
after(() => world?.end());

/** Judges a requirement that the rules find met against the aanbieder, on something that it did not give. */
const judgeAgainst = async (assessor, dossier) => {
  await assessor.go(dossier);
  const eis = assessor.page.locator("section[aria-labelledby=eisen] a", { hasText: "Klachten en medezeggenschap" }).first();
  await assessor.go(await eis.getAttribute("href"));
  await answerPoints(assessor, "Nee");
  await assessor.choose("Is aan de eis voldaan?", "Nee, voldoet niet");
  const reason = assessor.field("Reden als niet aan de eis is voldaan");
  await reason.selectOption({ index: 1 });
  await assessor.fill("Motivering", "Volgens de klachtencommissie is de regeling op 1 september ingetrokken.");
  await assessor.press("Oordeel opslaan");
  await assessor.refused(/anders is/);
  await assessor.fill("Wat weet u dat anders is dan de aanbieder gaf?", "De klachtencommissie schreef ons op 28 september dat de regeling is ingetrokken.");
  await assessor.press("Oordeel opslaan");
};

test("a refusal on what the region found itself is heard, told and revised", { timeout: 500_000 }, async () => {
  try {
    const assessor = await world.team("beoordelaar").enter();
    const { href: dossier, lots } = await clean(assessor);
    await assessor.go(dossier);
    await assessor.press("In behandeling nemen");
    const name = await assessor.page.locator("h1").innerText();
    await judgeAll(assessor, dossier);
    await judgeAgainst(assessor, dossier);
    await explain(assessor, dossier, "Hier is de regeling ingetrokken, daar niet.");
    await proposeAll(assessor, dossier, "Afwijzen");
    await assessor.reads("Zienswijze");
    await assessor.picture("dossier-voornemen", "section[aria-labelledby=zienswijze]");

    const second = await world.team("medelezer").enter();
    await second.menu("Medelezen");
    await second.moves(() => second.page.getByRole("row").filter({ hasText: name }).getByRole("link").first().click());
    assert.equal(await second.page.getByRole("button", { name: "Akkoord", exact: true }).count(), 0, "nobody agrees before the aanbieder was heard");

    const asked = await world.post.first(/Wat wij van plan zijn/);
    const provider = await world.person(`tekenbevoegde@${asked.to[0].split("@")[1]}`).enter();
    await provider.go(link(asked, "/zienswijze/"));
    await provider.reads("klachtencommissie");
    await provider.press("Zienswijze versturen");
    await provider.refused(/./);
    await provider.fill("Uw zienswijze", "De intrekking is een vergissing; de nieuwe regeling geldt sinds 2 september.");
    await provider.press("Zienswijze versturen");
    await provider.reads("vergissing");

    await assessor.go(dossier);
    await assessor.follow("Reageren op de zienswijze");
    await assessor.reads("vergissing");
    await assessor.picture("zienswijze");
    await assessor.press("Opslaan");
    await assessor.refused(/./);
    await assessor.fill("Wat vindt u van de zienswijze?", "Een nieuwe regeling is niet meegestuurd en staat niet op uw site.");
    await assessor.press("Opslaan");
    await agreeAll(second, name);
    const decider = await world.team("beslisser").enter();
    await signAll(decider, name);

    const told = await world.post.wait(asked.to[0], /Er staat een brief voor u klaar/);
    await provider.goSoon(link(told, "/brieven/"));
    await provider.reads(/niet toegelaten/i);
    await provider.reads("niet meegestuurd");

    // The region was wrong: other people look again.
    await decider.go(dossier);
    await decider.follow("Uitkomst herzien");
    await decider.picture("herzien");
    await decider.press("Herziening beginnen");
    await decider.refused(/./);
    for (const box of await decider.page.locator("input[name=onderdeel]").all()) await box.check();
    await decider.page.locator("input[name=aanleiding]").first().check();
    await decider.fill("Waarom wordt de uitkomst herzien?", "De nieuwe regeling stond wel op de site.");
    await decider.press("Herziening beginnen");
    await decider.reads("Herziening");
    await assessor.go(dossier);
    const take = assessor.page.getByRole("button", { name: "In behandeling nemen" });
    if (await take.count() > 0) await assessor.moves(() => take.first().click());
    assert.equal(await assessor.page.getByRole("button", { name: "Teruggeven" }).count(), 0, "who judged the first time does not judge again");
    assert.ok(lots > 0);

    // The mail about the letter came back.
    await assessor.go(dossier);
    await assessor.follow(/Beslissing op uw aanmelding/);
    await assessor.unfold("Kwam de mail terug?");
    await assessor.press("Mail kwam niet aan");
    await assessor.refused(/Schrijf hoe u weet/);
    await assessor.fill("Hoe weet u dat?", "Hun provider meldt dat het postvak niet bestaat.");
    await assessor.press("Mail kwam niet aan");
    await assessor.go("/beoordeling");
    await assessor.follow("Bekijken en opnieuw versturen");
    await assessor.heading("Brieven die niet aankwamen");
    await assessor.follow(name);
    await assessor.press("Opnieuw versturen");
    const again = await world.post.wait(asked.to[0], /Er staat een brief voor u klaar/);
    await provider.goSoon(link(again, "/brieven/"));
    await provider.reads("Deze brief komt in de plaats van");

    const admin = await world.team("beheer").enter();
    await admin.go("/beheer/uitgaand");
    await admin.follow("Bekijk alle brieven en mails");
    await admin.follow("Herinnering");
    await admin.reads("Deze brief geeft geen nieuwe termijn");
    await admin.go("/beheer/uitgaand/teksten/mail/repair_asked");
    await admin.reads("Voorbeeld van een mail");
    assert.deepEqual(world.findings, [], "axe and layout");
  } catch (error) {
    await world.remember("hearing");
    throw error;
  }
});
