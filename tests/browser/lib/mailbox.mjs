// A real mail server on this machine that keeps what it is handed.
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

/** Starts it. `env` is what tells the portal where it is. */
export const open = async () => {
  const mails = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    onData(stream, session, done) {
      const parts = [];
      stream.on("data", (part) => parts.push(part));
      stream.on("end", async () => {
        const { subject, text } = await PostalMime.parse(Buffer.concat(parts));
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), subject, text, read: false });
        done();
      });
    },
  });
  await new Promise((resolve, reject) => { server.on("error", reject); server.listen(0, "127.0.0.1", resolve); });
  const wait = async (fits, what, patience = 30_000) => {
    const end = Date.now() + patience;
    while (Date.now() < end) {
      const found = mails.find((mail) => !mail.read && fits(mail));
      if (found) { found.read = true; return found; }
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
    throw new Error(`no mail ${what}; there is:\n${mails.map((mail) => `${mail.to}: ${mail.subject}`).join("\n")}`);
  };
  return {
    mails,
    env: { OPENHUIS_SMTP_URL: `smtp://127.0.0.1:${server.server.address().port}`, OPENHUIS_MAIL_FROM: "Openhuis <post@openhuis.example>" },
    /** The first mail for somebody about something that nobody has read yet; waits for it. */
    wait: (to, about) => wait((mail) => mail.to.includes(to) && about.test(mail.subject), `for ${to} about ${about}`),
    /** The first mail about something that nobody has read yet, whoever it is for; waits for it. */
    first: (about) => wait((mail) => about.test(mail.subject), `about ${about}`),
    close: () => new Promise((resolve) => { server.close(resolve); }),
  };
};

/** The address in a mail that leads to this part of the portal. */
export const link = (mail, part) => {
  const found = mail.text.match(/https?:\/\/\S+/g)?.find((address) => address.includes(part));
  if (!found) throw new Error(`no link with ${part} in:\n${mail.text}`);
  return found;
};
