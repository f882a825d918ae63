/* A table of fields is filled like a sheet: Enter and the arrows move down and up, a pasted block fills the cells below. */
const once = new WeakSet();

function cells(grid) {
  const rows = [...grid.querySelectorAll("tbody tr")];
  return rows.map((row) => [...row.querySelectorAll("input:not([type=hidden])")]);
}

function place(grid, input) {
  const all = cells(grid);
  const row = all.findIndex((line) => line.includes(input));
  return { all, row, column: row < 0 ? -1 : all[row].indexOf(input) };
}

function move(event) {
  const input = event.target;
  // Suggestions of a field keep their own arrow keys.
  const step = { Enter: 1, ArrowDown: input.list ? 0 : 1, ArrowUp: input.list ? 0 : -1 }[event.key];
  if (!step || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const { all, row, column } = place(event.currentTarget, input);
  if (row < 0) return;
  event.preventDefault();
  const next = all[row + (event.shiftKey ? -step : step)]?.[column];
  next?.focus();
  next?.select();
}

function paste(event) {
  const text = event.clipboardData.getData("text").replace(/\r?\n$/, "");
  if (!/[\t\n]/.test(text)) return;
  const { all, row, column } = place(event.currentTarget, event.target);
  if (row < 0) return;
  event.preventDefault();
  text.split(/\r?\n/).forEach((line, down) => line.split("\t").forEach((value, right) => {
    const cell = all[row + down]?.[column + right];
    if (!cell) return;
    cell.value = value.trim();
    cell.dispatchEvent(new Event("input", { bubbles: true }));
  }));
}

export function start(root) {
  for (const grid of root.querySelectorAll("[data-grid]")) {
    if (once.has(grid)) continue;
    once.add(grid);
    grid.addEventListener("keydown", move);
    grid.addEventListener("paste", paste);
  }
}
