// Step 2: an organisation registers, its people come in, and the team compares it with the trade register.
import { strict as assert } from "node:assert";
import { link } from "../lib/mailbox.mjs";

/** The aanbieder of the story. It does not exist. */
export const LINDE = {
  name: "Stichting De Verzonnen Linde", kvk: "86753090", rsin: "123456782", mail: "info@verzonnen-linde.example",
  signer: "tekent@verzonnen-linde.example", filler: "vult-in@verzonnen-linde.example", password: "vier gele paraplu's",
};

export const registerOrganisation = async (world) => {
  const signer = world.signer = await world.person(LINDE.signer).sit();
  signer.password = LINDE.password;
  await signer.go("/inloggen");
  await signer.follow("Meld uw organisatie aan");
  await signer.picture("registreren");
  await signer.press("Registreren");
  await signer.refused(/Vul uw naam in/);
  await signer.fill("Uw naam", "Teken Baar");
  await signer.fill("Uw e-mailadres", LINDE.signer);
  await signer.fill("Wachtwoord", "te kort");
  await signer.fill("KvK-nummer", "123");
  await signer.fill("Naam van de organisatie", LINDE.name);
  await signer.pick("Rechtsvorm", { label: "Stichting" });
  await signer.fill("RSIN", LINDE.rsin);
  await signer.choose("Wie mag tekenen volgens het Handelsregister?", "Een persoon alleen");
  await signer.fill("Straat en huisnummer", "Lindelaan 1");
  await signer.fill("Postcode", "7941 AA");
  await signer.fill("Plaats", "Meppel");
  await signer.fill("E-mailadres van de organisatie", LINDE.mail);
  await signer.fill("Telefoonnummer", "0522 000 000");
  await signer.tick("Ik mag tekenen voor deze organisatie");
  await signer.tick("Ik ga ermee akkoord");
  await signer.press("Registreren");
  await signer.refused(/KvK-nummer/);
  await signer.refused(/wachtwoord/i);
  assert.equal(await signer.field("Naam van de organisatie").inputValue(), LINDE.name, "answers are kept");
  await signer.fill("KvK-nummer", LINDE.kvk);
  await signer.fill("Wachtwoord", LINDE.password);
  await signer.press("Registreren");
  await signer.heading("Bekijk uw e-mail");
};

export const confirmMail = async (world) => {
  const { signer } = world;
  await signer.go("/inloggen");
  await signer.fill("E-mailadres", LINDE.signer);
  await signer.fill("Wachtwoord", LINDE.password);
  await signer.press("Inloggen");
  await signer.refused(/bevestig/i);
  await signer.go(link(await world.post.wait(LINDE.signer, /Bevestig uw e-mailadres/), "/bevestigen/"));
  await signer.press("Ja, bevestigen");
  await signer.heading("Uw e-mailadres is bevestigd");
  await signer.enter();
  await signer.heading("Mijn aanmeldingen");
  await signer.menu("Mijn organisatie");
  await signer.reads(/Nog niet gecontroleerd/);
  await signer.follow("Gegevens wijzigen");
  await signer.fill("Website", "www.verzonnen-linde.example");
  await signer.press("Bewaren");
  await signer.reads(/verzonnen-linde/);
};

export const inviteColleague = async (world) => {
  const { signer } = world;
  await signer.menu("Collega’s");
  await signer.follow("Collega uitnodigen");
  await signer.press("Uitnodigen");
  await signer.refused(/rol/);
  await signer.fill("E-mailadres", LINDE.filler);
  await signer.choose("Rol", "Invuller");
  await signer.press("Uitnodigen");
  await signer.reads(/Uitgenodigd/);
  const filler = world.filler = await world.person(LINDE.filler).sit();
  filler.password = LINDE.password;
  await filler.go(link(await world.post.wait(LINDE.filler, /nodigt u uit/), "/uitnodiging/"));
  await filler.fill("Uw naam", "Ina Vuller");
  await filler.fill("Wachtwoord", LINDE.password);
  await filler.press("Uitnodiging aannemen");
  await filler.heading("U hebt de uitnodiging aangenomen");
  await filler.enter();
  await filler.heading("Mijn aanmeldingen");
};

/** After something was sent in: only then the team sees the registration. */
export const verify = async (world) => {
  const officer = await world.team("beoordelaar").enter();
  await officer.menu("Registraties");
  await officer.follow(LINDE.name);
  await officer.press("Registratie afwijzen");
  await officer.refused(/./);
  await officer.press("Registratie goedkeuren");
  await officer.heading("Registraties");
  await world.post.wait(LINDE.signer, /goedgekeurd/);
  await officer.leave();
};
