// Elements one types into: text, numbers, dates, times. Each registers with its surface how to read and restore it.

import { freshId, h } from "./dom.js";
import { textOf } from "./mrkdwn.js";

const fromLocal = (text) => (text ? Math.round(Date.parse(`${text}Z`) / 1000) : null);
const toLocal = (seconds) => (seconds ? new Date(seconds * 1000).toISOString().slice(0, 16) : "");

const FIELDS = {
  plain_text_input: { key: "value", type: "text", initial: (e) => e.initial_value },
  email_text_input: { key: "value", type: "email", initial: (e) => e.initial_value },
  url_text_input: { key: "value", type: "url", initial: (e) => e.initial_value },
  number_input: { key: "value", type: "number", initial: (e) => e.initial_value },
  datepicker: { key: "selected_date", type: "date", initial: (e) => e.initial_date, picks: true },
  timepicker: { key: "selected_time", type: "time", initial: (e) => e.initial_time, picks: true },
  datetimepicker: { key: "selected_date_time", type: "datetime-local", initial: (e) => toLocal(e.initial_date_time), read: fromLocal, write: toLocal, picks: true },
};

export const isField = (type) => type in FIELDS || type === "rich_text_input";

/** The control for a typed element; id is what a <label for> points to. */
export function field(element, block, surface, { id = freshId("field"), dispatch = false } = {}) {
  if (element.type === "rich_text_input") return richTextField(element, block, surface, id);
  const kind = FIELDS[element.type];
  const long = element.type === "plain_text_input" && element.multiline;
  const attrs = { id, class: "field", placeholder: textOf(element.placeholder) || undefined, maxlength: element.max_length,
    min: element.min_value, max: element.max_value, step: element.is_decimal_allowed ? "any" : undefined, data: { action: element.action_id } };
  const node = long ? h("textarea", { ...attrs, rows: 4 }) : h("input", { ...attrs, type: kind.type, autocomplete: "off" });
  node.value = kind.initial(element) ?? "";
  const read = () => (kind.read ? kind.read(node.value) : node.value === "" ? null : node.value);
  const payload = () => ({ [kind.key]: read() });
  surface.keep(block, element, { read: payload, write: (v) => (node.value = (kind.write ? kind.write(v[kind.key]) : v[kind.key]) ?? ""), node });
  node.addEventListener("input", () => surface.touch(block, element));
  const triggers = element.dispatch_action_config?.trigger_actions_on || ["on_enter_pressed"];
  if (dispatch || (kind.picks && block.type !== "input")) {
    if (kind.picks || triggers.includes("on_character_entered")) node.addEventListener("change", () => surface.fire(block, element, payload()));
    else node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey) return;
      event.preventDefault();
      surface.fire(block, element, payload());
    });
  }
  if (element.focus_on_load) node.setAttribute("autofocus", "");
  return node;
}

function richTextField(element, block, surface, id) {
  const node = h("textarea", { id, class: "field", rows: 4, placeholder: textOf(element.placeholder) || undefined, data: { action: element.action_id } });
  const flatten = (part) => (part?.elements ? part.elements.map(flatten).join("") : part?.text || "");
  const wrap = (text) => ({ type: "rich_text", elements: [{ type: "rich_text_section", elements: text ? [{ type: "text", text }] : [] }] });
  node.value = flatten(element.initial_value);
  surface.keep(block, element, { read: () => ({ rich_text_value: node.value ? wrap(node.value) : null }), write: (v) => (node.value = flatten(v.rich_text_value)), node });
  node.addEventListener("input", () => surface.touch(block, element));
  return node;
}

/** What is wrong with a text before it is sent, in Slack's words; empty when nothing is. */
export function complaint(element, value) {
  const text = String(value ?? "");
  if (element.min_length && text && text.length < element.min_length) return `Please enter at least ${element.min_length} characters.`;
  if (element.type === "email_text_input" && text && !/^\S+@\S+\.\S+$/.test(text)) return "Please enter a valid email address.";
  if (element.type === "url_text_input" && text && !/^[a-z]+:\/\/\S+$/i.test(text)) return "Please enter a valid URL.";
  return "";
}
