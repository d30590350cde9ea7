// Notes at a visit stay in this browser until the server took them: what is typed, and what could not be sent. It tries again by itself, each note under one
// `_once`, so that none is kept twice. Without this script the form posts as usual. All sentences come from data-text-* attributes, so that Dutch stays in the
// templates. What nobody sent within a week is thrown away here: notes of toezicht do not stay on a device.
const WEEK = 7 * 24 * 60 * 60 * 1000;
const AGAIN = 5000;

const read = (key) => {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null");
    return kept && Date.now() - kept.at < WEEK ? kept : null;
  } catch {
    return null;
  }
};

const write = (key, kept) => {
  try {
    if (!kept.typed && !kept.waiting.length) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ ...kept, at: Date.now() }));
    return true;
  } catch {
    return false; // Private mode or full: the page says so.
  }
};

for (const key of Object.keys(localStorage)) if (key.startsWith("note:") && !read(key)) localStorage.removeItem(key);

const keep = (form) => {
  const key = `note:${form.getAttribute("action")}:${form.elements.namedItem("norm").value}`;
  const area = form.querySelector("textarea");
  const status = form.querySelector("[data-keep-status]");
  const list = form.querySelector("[data-keep-list]");
  const kept = read(key) ?? { typed: "", waiting: [] };
  let busy = false;

  const say = (name) => { status.textContent = name ? form.dataset[name] : ""; };
  const save = () => { if (!write(key, kept)) say("textFull"); };
  const show = () => {
    list.replaceChildren(...kept.waiting.map(({ text }) => Object.assign(document.createElement("li"), { textContent: text, className: "preserve" })));
    list.hidden = !kept.waiting.length;
  };

  // The server's page after a note: its list of notes is the truth.
  const shown = (html) => {
    const section = form.closest("section");
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById(section.id);
    const notes = fresh?.querySelector("[data-notes]");
    if (notes) section.querySelector("[data-notes]").replaceWith(notes);
    return fresh;
  };

  const post = async ({ once, text }) => {
    const body = new URLSearchParams();
    for (const name of ["_csrf", "norm"]) body.append(name, form.elements.namedItem(name).value);
    body.append("_once", once);
    body.append(area.name, text);
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body, headers: { Accept: "text/html" } });
    return { status: answer.status, here: new URL(answer.url).pathname === new URL(form.action).pathname, html: await answer.text() };
  };

  const sendAll = async () => {
    if (busy) return;
    busy = true;
    try {
      while (kept.waiting.length) {
        const note = kept.waiting[0];
        const { status: code, here, html } = await post(note);
        if (code === 200 && here) {
          shown(html);
          kept.waiting.shift();
          say(kept.waiting.length ? "textWaiting" : "textTaken");
        } else if (code === 422) {
          // Refused in words: it goes back to where it can be changed.
          const why = shown(html)?.querySelector(".field__error")?.textContent ?? "";
          kept.waiting.shift();
          kept.typed = [note.text, kept.typed].filter(Boolean).join("\n");
          area.value = kept.typed;
          status.textContent = why;
          save();
          show();
          return;
        } else {
          say(code >= 500 ? "textWaiting" : "textRefused");
          return;
        }
        save();
        show();
      }
    } catch {
      say("textWaiting"); // No connection: the notes wait.
    } finally {
      busy = false;
    }
  };

  area.value ||= kept.typed;
  area.addEventListener("input", () => { kept.typed = area.value; say("textTyped"); save(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = area.value.trim();
    if (!text) return area.focus();
    kept.waiting.push({ once: crypto.randomUUID(), text });
    kept.typed = area.value = "";
    save();
    show();
    say("textSending");
    sendAll();
  });
  addEventListener("online", sendAll);
  setInterval(() => { if (kept.waiting.length) sendAll(); }, AGAIN);
  show();
  if (kept.waiting.length) { say("textWaiting"); sendAll(); }
};

for (const form of document.querySelectorAll("form[data-keep]")) keep(form);
