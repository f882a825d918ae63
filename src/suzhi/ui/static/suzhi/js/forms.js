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

function linesOf(area) {
  return area.value.split("\n").map((line) => line.trim()).filter(Boolean);
}

// Ticking somebody in the list writes their line, unticking takes it out; the text stays what is sent.
function picking(details) {
  const area = details.closest("[data-people]").querySelector("textarea");
  const write = (boxes) => {
    const lines = linesOf(area).filter((line) => !boxes.some((box) => !box.checked && box.dataset.line === line));
    for (const box of boxes) if (box.checked && !lines.includes(box.dataset.line)) lines.push(box.dataset.line);
    area.value = lines.join("\n");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  details.addEventListener("change", (event) => { if (event.target.dataset.line) write([event.target]); });
  details.addEventListener("click", (event) => {
    if (!event.target.closest("[data-pick-all]")) return;
    const boxes = [...details.querySelectorAll("[data-line]")];
    for (const box of boxes) box.checked = true;
    write(boxes);
  });
  details.addEventListener("htmx:afterSwap", () => {
    const lines = linesOf(area);
    for (const box of details.querySelectorAll("[data-line]")) box.checked = lines.includes(box.dataset.line);
  });
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
  each(root, "[data-pick]", picking);
  each(root, "[data-drop]", drop);
  each(root, "[data-consent]", consent);
  each(root, "select[data-submit]", (select) => select.addEventListener("change", () => select.form?.requestSubmit()));
}
