// A slider above a list of months: both say the same, and the form is sent by its button. Without a script the list does it alone.
for (const list of document.querySelectorAll("select[data-slider]")) {
  if (list.options.length < 3) continue;
  const slider = Object.assign(document.createElement("input"), { type: "range", min: 0, max: list.options.length - 1, value: list.selectedIndex, className: "slider" });
  slider.setAttribute("aria-label", list.dataset.slider);
  const tell = () => slider.setAttribute("aria-valuetext", list.options[list.selectedIndex].text);
  slider.addEventListener("input", () => { list.selectedIndex = Number(slider.value); tell(); });
  list.addEventListener("change", () => { slider.value = list.selectedIndex; tell(); });
  tell();
  list.after(slider);
}
