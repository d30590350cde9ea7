// Says that a list changed; never reorders it by itself (WCAG 2.2.2, 3.2.5). Without a script: load the page again.
for (const notice of document.querySelectorAll("[data-changed]")) {
  const text = notice.querySelector("[data-changed-text]");
  const source = new EventSource(notice.dataset.changed);
  let changes = 0;
  source.addEventListener("change", () => {
    changes += 1;
    notice.querySelector("[data-changed-body]").hidden = false;
    text.textContent = changes === 1 ? notice.dataset.textOne : notice.dataset.textMany.replace("{n}", String(changes));
  });
  addEventListener("pagehide", () => source.close());
}
