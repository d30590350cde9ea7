// On narrow screens the filter panel starts closed, so that the list is seen first. Without a script it stands open.
if (matchMedia("(max-width: 62rem)").matches) {
  for (const panel of document.querySelectorAll("details.filters")) panel.open = false;
}
