// Warns before leaving a form whose answers were changed and not sent. The sentence is the browser's own.
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  const answers = () => JSON.stringify([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  const start = answers();
  let sent = false;
  form.addEventListener("submit", () => { sent = true; });
  addEventListener("pageshow", () => { sent = false; });
  addEventListener("beforeunload", (event) => { if (!sent && answers() !== start) event.preventDefault(); });
}
