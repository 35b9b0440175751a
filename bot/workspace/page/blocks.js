// Block Kit to DOM nodes, one function a block type. An unknown block is a grey placeholder.

import { card, carousel } from "./cards.js";
import { chart } from "./charts.js";
import { choice, isChoice } from "./choices.js";
import { freshId, h, icon } from "./dom.js";
import { button, feedbackButtons, iconButton, imageElement, overflow } from "./elements.js";
import { field, isField } from "./inputs.js";
import { markdown } from "./markdown.js";
import { textObject, textOf } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { dataTable, table } from "./tables.js";

const unknown = (type) => h("div", { class: "unknown-block" }, icon("question"), `This block cannot be shown here (${type}).`);

const SIMPLE = { button, overflow, feedback_buttons: feedbackButtons, icon_button: iconButton, workflow_button: button };

export function element(item, block, surface) {
  if (SIMPLE[item.type]) return SIMPLE[item.type](item, block, surface);
  if (item.type === "image") return imageElement(item);
  if (isChoice(item.type)) return choice(item, block, surface);
  if (isField(item.type)) return field(item, block, surface, { dispatch: true });
  return unknown(item.type);
}

function section(block, surface) {
  const wide = block.accessory && (block.accessory.type === "radio_buttons" || block.accessory.type === "checkboxes");
  return h("div", { class: wide ? "blk section stacked" : "blk section" },
    h("div", { class: "section-main" },
      block.text && h("div", { class: "text" }, textObject(block.text)),
      block.fields && h("div", { class: "fields" }, block.fields.map((one) => h("div", { class: "text" }, textObject(one))))),
    block.accessory && h("div", { class: "accessory" }, element(block.accessory, block, surface)));
}

function context(block) {
  return h("div", { class: "blk context" },
    (block.elements || []).map((item) => (item.type === "image" ? imageElement(item) : h("span", { class: "text" }, textObject(item)))));
}

function input(block, surface) {
  const id = freshId("input");
  const item = block.element || {};
  const dispatch = Boolean(block.dispatch_action);
  const grouped = item.type === "radio_buttons" || item.type === "checkboxes";
  const labelId = `${id}-label`;
  const label = grouped ? h("span", { id: labelId, class: "label" }, textOf(block.label)) : h("label", { id: labelId, for: id, class: "label" }, textOf(block.label));
  const control = isChoice(item.type) ? choice(item, block, surface, { id, dispatch, labelledBy: labelId })
    : isField(item.type) ? field(item, block, surface, { id, dispatch }) : unknown(item.type);
  const hint = block.hint && h("div", { class: "hint", id: `${id}-hint` }, textObject(block.hint));
  const error = h("div", { class: "field-error", role: "alert", id: `${id}-error`, hidden: true });
  control.setAttribute("aria-describedby", [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(" "));
  if (!block.optional) control.setAttribute("aria-required", "true");
  const node = h("div", { class: "blk input", data: { block: block.block_id } },
    h("div", { class: "label-row" }, label, block.optional && h("span", { class: "optional" }, "(optional)")), control.chips, control, error, hint);
  surface.fields.set(block.block_id, {
    block,
    fail(message) {
      node.classList.toggle("failed", Boolean(message));
      control.setAttribute("aria-invalid", String(Boolean(message)));
      error.hidden = !message;
      error.textContent = message || "";
    },
    focus: () => (control.matches(".field") ? control : control.querySelector("input"))?.focus(),
  });
  return node;
}

function image(block) {
  return h("figure", { class: "blk image" }, block.title && h("figcaption", {}, textObject(block.title)), imageElement(block));
}

function alert(block) {
  const level = ["info", "warning", "error", "success"].includes(block.level) ? block.level : "default";
  return h("div", { class: `blk alert ${level}`, role: "note" }, icon(level === "success" ? "check" : level === "default" ? "info" : level), h("div", {}, textObject(block.text)));
}

function container(block, surface) {
  const inner = renderBlocks(block.child_blocks, surface);
  const title = h("strong", {}, block.rich_text_title ? richText(block.rich_text_title) : textOf(block.title));
  const head = [block.icon && imageElement(block.icon), title, block.subtitle && h("span", { class: "hint" }, textObject(block.subtitle))];
  if (!block.is_collapsible) return h("div", { class: "blk container-block" }, h("div", { class: "container-head" }, head), inner);
  return h("details", { class: "blk container-block", open: !block.default_collapsed }, h("summary", { class: "container-head" }, head), inner);
}

const TASK_ICONS = { complete: "check", error: "error", in_progress: "clock" };
function task(block) {
  return h("div", { class: `blk task ${block.status || "pending"}` }, icon(TASK_ICONS[block.status] || "clock"),
    h("div", {}, h("strong", {}, block.title), block.details && richText(block.details), block.output && richText(block.output),
      (block.sources || []).map((source) => h("div", {}, textObject({ type: "mrkdwn", text: `<${source.url}|${source.text || source.url}>` })))));
}

const BLOCKS = {
  section,
  context,
  input,
  image,
  alert,
  card,
  carousel,
  table,
  container,
  task_card: task,
  header: (block) => h("h3", { class: `blk header level${block.level || ""}` }, textObject(block.text)),
  divider: () => h("hr", { class: "blk divider" }),
  actions: (block, surface) => h("div", { class: "blk actions" }, (block.elements || []).map((item) => element(item, block, surface))),
  context_actions: (block, surface) => h("div", { class: "blk context-actions" }, (block.elements || []).map((item) => element(item, block, surface))),
  rich_text: (block) => h("div", { class: "blk" }, richText(block)),
  markdown: (block) => h("div", { class: "blk markdown" }, markdown(block.text)),
  data_table: dataTable,
  data_visualization: chart,
  plan: (block) => h("div", { class: "blk" }, h("strong", {}, block.title), (block.tasks || []).map(task)),
  video: (block) => h("div", { class: "unknown-block" }, icon("image"), `Video: ${textOf(block.title)}`),
};

export function renderBlocks(blocks, surface) {
  return h("div", { class: "blocks" }, (blocks || []).map((block) => {
    const make = BLOCKS[block.type];
    return make ? make(block, surface, element) : unknown(block.type);
  }));
}
