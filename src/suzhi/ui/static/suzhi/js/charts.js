/* Draws the charts whose figures stand in the page as data and as a table; without script the table remains. */
const echarts = window.echarts;
const drawn = new Map();

function tokens() {
  const style = getComputedStyle(document.documentElement);
  const take = (name) => style.getPropertyValue(name).trim();
  return {
    ink: take("--ink"), quiet: take("--ink-2"), line: take("--line"), sheet: take("--sheet"), font: take("--hei"),
    colours: [1, 2, 3, 4, 5].map((n) => take(`--chart-${n}`)),
    size: Number.parseFloat(style.fontSize) * 0.8125,
  };
}

function write(value, spec) {
  if (value === null || value === undefined) return "–";
  return Number(value).toLocaleString("zh-CN", { minimumFractionDigits: spec.places, maximumFractionDigits: spec.places });
}

const numbers = (one) => one.values.map((value) => (value === null ? null : Number(value)));

// How far down each line's last words must move so that lines which end together do not write over each other.
function staggered(spec, look) {
  const known = (one) => one.values.filter((value) => value !== null).map(Number);
  const top = Math.max(1e-9, ...spec.series.flatMap(known));
  const placed = [];
  return spec.series.map((one) => {
    const last = one.values.findLastIndex((value) => value !== null);
    const own = last < 0 ? 0 : (1 - Number(one.values[last]) / top) * 240;
    let at = own;
    for (const other of placed.filter((p) => p.last === last).sort((a, b) => a.at - b.at)) {
      if (Math.abs(other.at - at) < look.size * 1.3) at = other.at + look.size * 1.3;
    }
    placed.push({ last, at });
    return at - own;
  });
}

function line(one, spec, look, colour, down = 0) {
  const quiet = one.role !== "actual";
  const last = one.values.findLastIndex((value) => value !== null);
  return {
    type: "line", name: one.name, data: numbers(one), symbol: quiet ? "none" : "circle", symbolSize: 6, animation: false,
    color: quiet ? look.quiet : colour,
    lineStyle: { width: quiet ? 1 : 2, type: one.role === "target" ? "dashed" : one.role === "pace" ? "dotted" : "solid" },
    endLabel: {
      show: last >= 0, color: quiet ? look.quiet : colour, fontSize: look.size, distance: 6, offset: [0, down],
      formatter: () => `${one.name} ${write(one.values[last], spec)}`,
    },
  };
}

function bars(one, spec, look, colour, down) {
  if (one.role !== "actual") return { ...line(one, spec, look, colour, down), step: "middle" };
  return {
    type: "bar", name: one.name, data: numbers(one), color: colour, barMaxWidth: 36, animation: false,
    label: { show: true, position: "top", color: look.ink, fontSize: look.size, formatter: (p) => write(p.value, spec) },
  };
}

function option(spec, look, word) {
  let used = 0;
  const downs = staggered(spec, look);
  const series = spec.series.map((one, at) => {
    const colour = one.role === "actual" ? look.colours[used++ % 5] : look.quiet;
    return spec.kind === "bar" ? bars(one, spec, look, colour, downs[at]) : line(one, spec, look, colour, downs[at]);
  });
  if (spec.deadline && series.length) {
    series[0].markLine = {
      symbol: "none", silent: true, animation: false, lineStyle: { color: look.ink, width: 1, type: "solid" },
      label: { formatter: spec.deadlineLabel || word, color: look.ink, fontSize: look.size, position: "end", distance: 8 },
      data: [{ xAxis: spec.deadline }],
    };
  }
  const text = { color: look.quiet, fontSize: look.size };
  // A Chinese character is as wide as the type is high; figures and Latin letters are about 0.6 of that.
  const wide = (text) => [...text].reduce((sum, sign) => sum + (sign > "\u2e80" ? 1 : 0.6), 0);
  const widest = (one) => Math.max(...one.values.map((value) => wide(write(value, spec))));
  const ends = Math.max(2, ...spec.series.map((one) => wide(one.name) + widest(one)));
  const labelled = series.some((one) => one.type === "line");
  return {
    textStyle: { fontFamily: look.font }, aria: { enabled: false }, backgroundColor: "transparent",
    grid: { left: 8, right: labelled ? look.size * (ends + 1.5) : 16, top: 36, bottom: 4, containLabel: true },
    // Rich text keeps the tooltip on the canvas: HTML tooltips need inline styles, which the policy forbids.
    tooltip: {
      trigger: "axis", renderMode: "richText", backgroundColor: look.sheet, borderColor: look.line, textStyle: { color: look.ink, fontSize: look.size },
      formatter: (points) => [points[0].name, ...points.map((p) => `${p.seriesName} ${write(p.value, spec)} ${spec.unit}`)].join("\n"),
    },
    xAxis: { type: "category", data: spec.categories, boundaryGap: spec.kind === "bar", axisTick: { show: false }, axisLine: { lineStyle: { color: look.quiet } }, axisLabel: { ...text, hideOverlap: true } },
    yAxis: { type: "value", min: (range) => Math.min(0, range.min), axisLabel: { ...text, formatter: (v) => v.toLocaleString("zh-CN") }, splitLine: { lineStyle: { color: look.line } }, splitNumber: 4 },
    series,
  };
}

function draw(box) {
  const spec = JSON.parse(document.getElementById(box.dataset.chart).textContent);
  box.dataset.drawn = "";
  const chart = drawn.get(box) ?? echarts.init(box, null, { renderer: "canvas" });
  drawn.set(box, chart);
  chart.setOption(option(spec, tokens(), box.dataset.targetWord), true);
}

function all(root = document) {
  for (const box of root.querySelectorAll("[data-chart]")) draw(box);
}

const watch = new ResizeObserver((entries) => { for (const entry of entries) drawn.get(entry.target)?.resize(); });

if (echarts) {
  all();
  for (const box of drawn.keys()) watch.observe(box);
  document.addEventListener("suzhi:look", () => all());
  document.addEventListener("htmx:load", (event) => all(event.detail.elt));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => all());
  for (const name of ["beforeprint", "afterprint"]) window.addEventListener(name, () => all());
}
