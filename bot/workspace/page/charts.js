// The data_visualization block: line, area, bar and pie charts as inline SVG.

import { h, svg } from "./dom.js";
import { textOf } from "./mrkdwn.js";

const COLOURS = ["#4b6fb5", "#d9822b", "#3d9970", "#b0476e", "#7a5fb0", "#5b8c9a"];
const WIDE = 560;
const HIGH = 240;
const EDGE = { left: 46, right: 14, top: 12, bottom: 40 };
const written = (value) => Number(value).toLocaleString("en-GB", { maximumFractionDigits: 2 });

/** Round steps that cover low..high in about four parts. */
function ticks(low, high) {
  const rough = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= rough);
  const out = [];
  for (let at = Math.floor(low / step) * step; at < high + step; at += step) out.push(Number(at.toPrecision(12)));
  return out;
}

const short = (text, room) => (text.length > room ? `${text.slice(0, Math.max(1, room - 1))}…` : text);

function legend(names) {
  return h("ul", { class: "legend" }, names.map((name, i) => {
    const swatch = h("span", { class: "swatch" });
    swatch.style.backgroundColor = COLOURS[i % COLOURS.length];
    return h("li", {}, swatch, name);
  }));
}

function pie(spec) {
  const segments = (spec.segments || []).filter((segment) => segment.value > 0);
  const total = segments.reduce((sum, segment) => sum + segment.value, 0);
  let angle = -Math.PI / 2;
  const arc = (segment, i) => {
    const share = segment.value / total;
    const from = angle;
    angle += share * 2 * Math.PI;
    const point = (a) => `${110 + 100 * Math.cos(a)} ${110 + 100 * Math.sin(a)}`;
    const colour = COLOURS[i % COLOURS.length];
    const name = svg("title", {}, `${segment.label}: ${written(segment.value)}`);
    if (share > 0.9999) return svg("circle", { cx: 110, cy: 110, r: 100, fill: colour }, name);
    return svg("path", { d: `M110 110 L${point(from)} A100 100 0 ${share > 0.5 ? 1 : 0} 1 ${point(angle)} Z`, fill: colour, stroke: "#fff", "stroke-width": 2 }, name);
  };
  const drawing = svg("svg", { viewBox: "0 0 220 220", class: "chart pie", role: "img" }, segments.map(arc));
  const labels = segments.map((segment) => `${segment.label} — ${written(segment.value)} (${Math.round((100 * segment.value) / total)}%)`);
  return h("div", { class: "pie-row" }, drawing, legend(labels));
}

function axes(spec, categories, stacked) {
  const all = stacked;
  const steps = ticks(Math.min(0, ...all), Math.max(0, ...all));
  const low = steps[0];
  const high = steps[steps.length - 1];
  const x = (i) => EDGE.left + ((i + 0.5) * (WIDE - EDGE.left - EDGE.right)) / Math.max(1, categories.length);
  const y = (value) => EDGE.top + ((high - value) / (high - low)) * (HIGH - EDGE.top - EDGE.bottom);
  const room = Math.floor((WIDE - EDGE.left) / categories.length / 6.2);
  const lines = steps.map((value) => [
    svg("line", { x1: EDGE.left, x2: WIDE - EDGE.right, y1: y(value), y2: y(value), class: value === 0 ? "axis" : "gridline" }),
    svg("text", { x: EDGE.left - 8, y: y(value) + 4, "text-anchor": "end" }, written(value)),
  ]);
  const every = Math.ceil(categories.length / 12);
  const names = categories.map((name, i) => (i % every ? null : svg("text", { x: x(i), y: HIGH - EDGE.bottom + 17, "text-anchor": "middle" }, short(String(name), room * every))));
  const config = spec.axis_config || {};
  const xLabel = config.x_label && svg("text", { x: WIDE / 2, y: HIGH - 4, "text-anchor": "middle", class: "axis-name" }, config.x_label);
  const yLabel = config.y_label && svg("text", { transform: `translate(11 ${HIGH / 2 - 10}) rotate(-90)`, "text-anchor": "middle", class: "axis-name" }, config.y_label);
  return { x, y, frame: [lines, names, xLabel, yLabel] };
}

function cartesian(spec) {
  const series = spec.series || [];
  const categories = spec.axis_config?.categories || (series[0]?.data || []).map((point) => point.label);
  const valueAt = (one, name) => Number(one.data.find((point) => point.label === name)?.value ?? NaN);
  const values = series.flatMap((one) => categories.map((name) => valueAt(one, name)).filter((v) => !Number.isNaN(v)));
  const { x, y, frame } = axes(spec, categories, values);
  const band = (WIDE - EDGE.left - EDGE.right) / Math.max(1, categories.length);
  const shapes = series.map((one, s) => {
    const colour = COLOURS[s % COLOURS.length];
    const points = categories.map((name, i) => ({ name, px: x(i), value: valueAt(one, name) })).filter((p) => !Number.isNaN(p.value));
    const title = (p) => svg("title", {}, `${one.name}, ${p.name}: ${written(p.value)}`);
    if (spec.type === "bar") {
      const width = Math.min(42, (band * 0.72) / series.length);
      return points.map((p) => svg("rect", { x: p.px - (width * series.length) / 2 + s * width + 1, y: Math.min(y(p.value), y(0)), width: Math.max(1, width - 2),
        height: Math.max(1, Math.abs(y(p.value) - y(0))), rx: 2, fill: colour }, title(p)));
    }
    const path = points.map((p, i) => `${i ? "L" : "M"}${p.px} ${y(p.value)}`).join(" ");
    return [
      spec.type === "area" && points.length && svg("path", { d: `${path} L${points.at(-1).px} ${y(0)} L${points[0].px} ${y(0)} Z`, fill: colour, opacity: 0.22 }),
      svg("path", { d: path, fill: "none", stroke: colour, "stroke-width": 2.5, "stroke-linejoin": "round" }),
      points.map((p) => svg("circle", { cx: p.px, cy: y(p.value), r: 3.5, fill: colour }, title(p))),
    ];
  });
  return [svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, class: "chart", role: "img" }, frame, shapes), series.length > 1 || series[0]?.name ? legend(series.map((one) => one.name)) : null];
}

const DRAWN = { pie, bar: cartesian, line: cartesian, area: cartesian };

export function chart(block) {
  const spec = block.chart || {};
  const body = DRAWN[spec.type] ? DRAWN[spec.type](spec) : h("div", { class: "unknown-block" }, `Unknown chart (${spec.type}).`);
  const node = h("figure", { class: "blk chart-block" }, h("figcaption", {}, textOf(block.title)), body);
  node.querySelector("svg.chart")?.setAttribute("aria-label", textOf(block.title));
  return node;
}
