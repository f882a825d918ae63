/* Another kind brings other fields from the server. Whatever is typed before they come stays as it is typed. */
const BROUGHT = new Set(["once", "csrfmiddlewaretoken", "opened", "acknowledged"]);
let kept = null;

function typed(form) {
  const fields = [...form.elements].filter((field) => field.name && !BROUGHT.has(field.name) && field.type !== "file");
  return fields.map((field) => ({ name: field.name, value: field.value, checked: field.checked, kind: field.type }));
}

function put(form, fields) {
  for (const { name, value, checked, kind } of fields) {
    const found = [...form.elements].filter((field) => field.name === name);
    if (kind === "checkbox" || kind === "radio") {
      for (const field of found) if (field.value === value) field.checked = checked;
    } else if (found.length === 1 && found[0].type !== "submit") found[0].value = value;
  }
}

function after(form) {
  const { fields, focus, asked, trigger } = kept;
  kept = null;
  put(form, fields);
  form.elements[focus]?.focus?.();
  // Chosen anew while the answer was on its way: ask for that kind.
  const choice = form.elements[trigger];
  if (choice && choice.value !== asked) choice.dispatchEvent(new Event("change", { bubbles: true }));
}

export function start() {
  const asked = new WeakMap();
  const isForm = (element) => element?.matches?.("form[data-guard]");
  document.addEventListener("htmx:configRequest", (event) => {
    const { elt, target, parameters } = event.detail;
    if (isForm(target)) asked.set(target, { trigger: elt.name, asked: parameters[elt.name] });
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = event.detail.target;
    if (!isForm(form) || !asked.has(form) || !event.detail.shouldSwap) return;
    kept = { fields: typed(form), focus: document.activeElement?.name, ...asked.get(form) };
  });
  document.addEventListener("htmx:load", (event) => {
    if (kept && isForm(event.detail.elt)) after(event.detail.elt);
  });
}
