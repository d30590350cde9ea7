// Upload with progress. Without this script the form posts as usual and the server answers with a new page.
// All sentences come from data-text-* attributes of the drop zone, so that Dutch stays in the templates.
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");

const serverMessage = (request) => {
  try {
    const answer = JSON.parse(request.responseText);
    return answer.detail ?? answer.message ?? "";
  } catch {
    return "";
  }
};

// Where the answer says what the file became, its name leads there.
const serverLink = (request, row) => {
  try {
    const { href } = JSON.parse(request.responseText);
    if (!href?.startsWith("/")) return;
    const name = row.querySelector(".file__name");
    const link = Object.assign(document.createElement("a"), { href, className: "nl-link file__name", textContent: name.textContent });
    name.replaceWith(link);
  } catch {
    // Not JSON: the row stays as it is.
  }
};

const fileRow = (zone, list, name) => {
  const row = zone.querySelector("template").content.firstElementChild.cloneNode(true);
  row.querySelector(".file__name").textContent = name;
  const bar = row.querySelector("progress");
  bar.setAttribute("aria-label", fill(zone.dataset.textSending, { name }));
  list.append(row);
  return { row, bar, about: row.querySelector("[data-about]") };
};

const send = (zone, form, file) => {
  const status = form.querySelector("[data-upload-status]");
  const { row, bar, about } = fileRow(zone, form.querySelector("[data-upload-list]"), file.name);
  const say = (text) => { about.textContent = text; status.textContent = `${file.name}: ${text}`; };
  const body = new FormData();
  body.append("_csrf", form.elements.namedItem("_csrf").value);
  body.append("_once", crypto.randomUUID()); // each file is a sending of its own
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && !name.startsWith("_")) body.append(name, value);
  body.append(zone.dataset.name, file);
  const request = new XMLHttpRequest(); // fetch has no progress of what is sent
  let told = 0;
  request.open("POST", zone.dataset.upload);
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    const percent = Math.round((event.loaded / event.total) * 100);
    bar.value = percent;
    about.textContent = fill(zone.dataset.textPercent, { percent });
    if (percent - told >= 25 && percent < 100) { told = percent; say(about.textContent); }
  });
  status.textContent = fill(zone.dataset.textSending, { name: file.name });
  return new Promise((done) => {
    request.addEventListener("load", () => {
      bar.remove();
      const good = request.status >= 200 && request.status < 300;
      if (good) serverLink(request, row);
      say(serverMessage(request) || (good ? zone.dataset.textDone : zone.dataset.textRefused));
      done(good);
    });
    request.addEventListener("error", () => { bar.remove(); say(zone.dataset.textBroken); done(false); });
    request.send(body);
  });
};

// Where a page shows more of a file than its name, it is read again once every file is in; mistakes stay in sight.
const sendAll = async (zone, form, files) => {
  const done = await Promise.all([...files].map((file) => send(zone, form, file)));
  if (!zone.dataset.then || !done.length || done.includes(false)) return;
  history.replaceState(null, "", zone.dataset.then);
  location.reload();
};

// The browser's own button speaks the browser's language; ours speaks the page's.
const ownButton = (zone, input) => {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "nl-button nl-button--secondary", id: input.id, textContent: zone.dataset.textChoose });
  const label = input.form.querySelector(`label[for="${input.id}"]`);
  const described = input.getAttribute("aria-describedby");
  if (described) button.setAttribute("aria-describedby", described);
  label.id ||= `${input.id}-label`;
  button.setAttribute("aria-labelledby", `${label.id} ${input.id}`);
  input.id += "-input";
  input.hidden = true;
  input.removeAttribute("aria-describedby");
  button.addEventListener("click", () => input.click());
  input.before(button);
};

for (const zone of document.querySelectorAll("[data-upload]")) {
  const input = zone.querySelector("input[type=file]");
  const form = input.form;
  zone.querySelector(".upload__send").hidden = true; // choosing sends at once
  zone.querySelector(".upload__drop").hidden = false;
  ownButton(zone, input);
  input.addEventListener("change", () => { sendAll(zone, form, input.files); input.value = ""; });
  zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("upload--over"); });
  zone.addEventListener("dragleave", () => zone.classList.remove("upload--over"));
  zone.addEventListener("drop", (event) => { event.preventDefault(); zone.classList.remove("upload--over"); sendAll(zone, form, event.dataTransfer.files); });
}
