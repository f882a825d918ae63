/* Menus are <details>: they work without script; this closes them on Escape and on a click elsewhere. */
const open = () => document.querySelectorAll("details[data-menu][open]");

// The outline is open where it has its own column, and folded where it would push the document away; the
// filters of a list (data-fold="phone") are folded on a telephone only.
function fold(selector, width) {
  const narrow = matchMedia(`(max-width: ${width})`);
  const set = () => { for (const one of document.querySelectorAll(selector)) one.open = !narrow.matches; };
  narrow.addEventListener("change", set);
  // A page that took the place of another one.
  document.addEventListener("htmx:load", (event) => { if (event.target === document.body) set(); });
  set();
}

export function start() {
  fold('details[data-fold]:not([data-fold="phone"])', "67.99rem");
  fold('details[data-fold="phone"]', "40rem");
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}
