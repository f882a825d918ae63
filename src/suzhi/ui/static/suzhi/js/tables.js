/* Tables: sorting in the browser where all rows are on the page, and ticking all rows. */
const once = new WeakSet();

function rank(cell) {
  const text = cell.textContent.trim().replaceAll(",", "");
  const number = Number.parseFloat(text);
  return { text, number: Number.isNaN(number) ? null : number };
}

function compare(a, b, way) {
  // Rows without a figure stay at the end whichever way one sorts.
  if (a.number === null || b.number === null) {
    if (a.number !== b.number) return a.number === null ? 1 : -1;
    return way * a.text.localeCompare(b.text, "zh-Hans-CN");
  }
  return way * (a.number - b.number);
}

function sort(table, head) {
  const at = head.cellIndex;
  const way = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
  for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", way === 1 ? "ascending" : "descending");
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => [rank(row.cells[at]), row]);
  rows.sort(([a], [b]) => compare(a, b, way));
  body.append(...rows.map(([, row]) => row));
}

function sortable(table) {
  for (const head of table.tHead.rows[0].cells) {
    if (head.classList.contains("tick") || head.querySelector("a, button")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(table, head));
    head.replaceChildren(button);
  }
}

export function start(root) {
  for (const table of root.querySelectorAll("table[data-sortable]")) {
    if (!once.has(table)) sortable(table);
    once.add(table);
  }
  for (const all of root.querySelectorAll("[data-select-all]")) {
    if (once.has(all)) continue;
    once.add(all);
    all.addEventListener("change", () => {
      for (const box of all.closest("table").tBodies[0].querySelectorAll("td.tick input")) {
        box.checked = all.checked;
        box.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  }
}
