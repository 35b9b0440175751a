// The table and data_table blocks; the second one has pages and sorts by a click on a heading.

import { h, icon } from "./dom.js";
import { withEmoji } from "./mrkdwn.js";
import { richText } from "./richtext.js";

function cell(content) {
  if (!content) return "";
  if (content.type === "rich_text") return richText(content);
  if (content.type === "raw_number") return content.text ?? Number(content.value).toLocaleString("en-GB");
  return withEmoji(String(content.text ?? content.value ?? ""));
}

const flat = (content) => (content?.elements ? content.elements.map(flat).join("") : String(content?.text ?? content?.value ?? ""));
const isNumber = (content) => content?.type === "raw_number";

function grid(head, rows, columnStyle, heading) {
  const style = (index, content) => columnStyle(index) || (isNumber(content) ? "text-align:right" : undefined);
  return h("table", { class: "grid" },
    h("thead", {}, h("tr", {}, head.map((content, i) => h("th", { scope: "col", style: style(i, rows[0]?.[i]) }, heading ? heading(content, i) : cell(content))))),
    h("tbody", {}, rows.map((row) => h("tr", {}, row.map((content, i) => h("td", { style: style(i, content) }, cell(content)))))));
}

export function table(block) {
  const [head = [], ...rows] = block.rows || [];
  const settings = block.column_settings || [];
  const style = (i) => settings[i] && `text-align:${["left", "center", "right"].includes(settings[i].align) ? settings[i].align : "left"};${settings[i].is_wrapped ? "white-space:normal" : ""}`;
  return h("div", { class: "blk table-scroll", tabindex: "0" }, grid(head, rows, style));
}

export function dataTable(block) {
  const [head = [], ...all] = block.rows || [];
  const size = block.page_size || 5;
  let page = 0;
  let sort = null;
  const holder = h("div", { class: "blk data-table" });
  const compare = (a, b) => (isNumber(a) && isNumber(b) ? a.value - b.value : flat(a).localeCompare(flat(b), "en", { numeric: true }));
  const draw = () => {
    const rows = sort ? [...all].sort((a, b) => compare(a[sort.column], b[sort.column]) * sort.direction) : all;
    const pages = Math.max(1, Math.ceil(rows.length / size));
    const heading = (content, i) =>
      h("button", { type: "button", class: "sort", onclick: () => {
        sort = { column: i, direction: sort?.column === i ? -sort.direction : 1 };
        page = 0;
        draw();
      } }, cell(content), sort?.column === i ? (sort.direction > 0 ? " ↑" : " ↓") : "");
    const turn = (step, name, drawn, possible) =>
      h("button", { type: "button", class: "round", "aria-label": name, disabled: !possible, onclick: () => ((page += step), draw()) }, icon(drawn));
    const grown = grid(head, rows.slice(page * size, (page + 1) * size), () => undefined, heading);
    grown.prepend(h("caption", {}, block.caption));
    holder.replaceChildren(h("div", { class: "table-scroll", tabindex: "0" }, grown));
    if (pages > 1) holder.append(h("div", { class: "pages" }, turn(-1, "Previous page", "left", page > 0),
      `${page * size + 1}–${Math.min(rows.length, (page + 1) * size)} of ${rows.length}`, turn(1, "Next page", "right", page < pages - 1)));
  };
  draw();
  return holder;
}
