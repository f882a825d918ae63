/* Leaving a form with unsaved work asks first; the browser words the question. */
const changed = new Set();

export function keep(form) {
  changed.add(form);
}

export function free(form) {
  changed.delete(form);
}

export function start() {
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-guard]");
    if (form) keep(form);
  });
  // What a script sends is kept until it is answered.
  document.addEventListener("submit", (event) => { if (!event.defaultPrevented) free(event.target); });
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) free(event.detail.elt); });
  window.addEventListener("beforeunload", (event) => {
    if ([...changed].some((form) => form.isConnected)) event.preventDefault();
  });
}
