/* Small helps in forms: the error summary takes the focus, rosters are counted, files show name and progress. */
const once = new WeakSet();

function each(root, selector, act) {
  const found = root.matches?.(selector) ? [root] : [];
  for (const element of [...found, ...root.querySelectorAll(selector)]) {
    if (once.has(element)) continue;
    once.add(element);
    act(element);
  }
}

function roster(box) {
  const area = box.querySelector("textarea");
  const count = box.querySelector(".people-count");
  const show = () => {
    const lines = area.value.split("\n").filter((line) => line.trim()).length;
    count.textContent = lines ? box.dataset.counted.replace("{n}", lines) : "";
  };
  area.addEventListener("input", show);
  show();
}

// What needs a tick first looks refused until then; the browser itself says why when it is pressed.
function consent(box) {
  const button = box.form?.querySelector("button[type=submit]:not([form])");
  if (!button) return;
  const show = () => {
    if (box.checked) button.removeAttribute("aria-disabled");
    else button.setAttribute("aria-disabled", "true");
  };
  button.setAttribute("aria-describedby", box.getAttribute("aria-describedby"));
  box.addEventListener("change", show);
  show();
}

function size(bytes) {
  return bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function drop(box) {
  const input = box.querySelector("input[type=file]");
  const bar = box.querySelector("progress");
  for (const name of ["dragenter", "dragover"]) {
    box.addEventListener(name, (event) => { event.preventDefault(); box.dataset.over = ""; });
  }
  for (const name of ["dragleave", "drop"]) box.addEventListener(name, () => delete box.dataset.over);
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", () => {
    box.querySelector("[data-chosen]").textContent = [...input.files].map((f) => `${f.name}（${size(f.size)}）`).join("、");
  });
  input.form?.addEventListener("htmx:xhr:progress", (event) => {
    bar.hidden = false;
    if (event.detail.lengthComputable) bar.value = (event.detail.loaded / event.detail.total) * 100;
  });
}

export function start(root) {
  each(root, "[data-focus]", (element) => element.focus());
  each(root, "[data-people]", roster);
  each(root, "[data-drop]", drop);
  each(root, "[data-consent]", consent);
  each(root, "select[data-submit]", (select) => select.addEventListener("change", () => select.form?.requestSubmit()));
}
