// Elements one chooses with: selects of options, people and channels (one or many), radio buttons, checkboxes.

import { freshId, h } from "./dom.js";
import { textObject, textOf } from "./mrkdwn.js";
import { nameOf } from "./people.js";
import { isHuman, isMember, state } from "./state.js";

const people = () => [...state.people.values()].filter(isHuman).map((someone) => ({ value: someone.id, label: nameOf(someone) }));
const channels = () =>
  [...state.channels.values()].filter((channel) => !channel.is_private || isMember(channel)).map((channel) => ({ value: channel.id, label: `#${channel.name}` }));

const LISTS = {
  static: { one: "selected_option", many: "selected_options", first: "initial_option", firsts: "initial_options", options: true },
  external: { one: "selected_option", many: "selected_options", first: "initial_option", firsts: "initial_options", options: true },
  users: { one: "selected_user", many: "selected_users", first: "initial_user", firsts: "initial_users", list: people },
  conversations: { one: "selected_conversation", many: "selected_conversations", first: "initial_conversation", firsts: "initial_conversations", list: channels },
  channels: { one: "selected_channel", many: "selected_channels", first: "initial_channel", firsts: "initial_channels", list: channels },
};
const kindOf = (type) => type.match(/^(multi_)?(static|external|users|conversations|channels)_select$/);

export const isChoice = (type) => Boolean(kindOf(type)) || type === "radio_buttons" || type === "checkboxes";

function allOptions(element) {
  const groups = (element.option_groups || []).flatMap((group) => group.options);
  const known = [...(element.options || []), ...groups];
  const initial = [element.initial_option, ...(element.initial_options || [])].filter(Boolean);
  for (const option of initial) if (!known.some((one) => one.value === option.value)) known.push(option);
  return known;
}

export function choice(element, block, surface, options = {}) {
  return kindOf(element.type) ? select(element, block, surface, options) : ticks(element, block, surface, options);
}

function select(element, block, surface, { id = freshId("select"), dispatch = block.type !== "input" } = {}) {
  const [, multi, name] = kindOf(element.type);
  const kind = LISTS[name];
  const known = kind.options ? allOptions(element) : null;
  const entries = known ? known.map((option) => ({ value: option.value, label: textOf(option.text) })) : kind.list();
  const entry = ({ value, label }) => h("option", { value }, label);
  const grouped = known && element.option_groups
    ? element.option_groups.map((group) => h("optgroup", { label: textOf(group.label) }, group.options.map((o) => entry({ value: o.value, label: textOf(o.text) }))))
    : entries.map(entry);
  const hint = textOf(element.placeholder) || (name === "users" ? "Choose a person" : "Select an option");
  const node = h("select", { id, class: "field", multiple: Boolean(multi), size: multi ? Math.min(6, Math.max(3, entries.length)) : undefined,
    "aria-label": block.type === "input" ? undefined : hint, data: { action: element.action_id } },
    multi ? null : h("option", { value: "" }, hint), grouped);
  const full = (value) => (known ? known.find((option) => option.value === value) || null : value || null);
  const keyOf = (value) => (value && typeof value === "object" ? value.value : value);
  const put = (values) => {
    for (const option of node.options) option.selected = values.includes(option.value);
    if (!multi && !values.length) node.value = "";
  };
  const read = () =>
    multi ? { [kind.many]: [...node.selectedOptions].map((option) => full(option.value)) } : { [kind.one]: full(node.value) };
  const chips = () => node.chips?.replaceChildren(...[...node.selectedOptions].map((option) => h("span", { class: "chip" }, option.textContent)));
  if (multi) node.chips = h("div", { class: "chips", "aria-hidden": "true" });
  const initial = multi ? element[kind.firsts] || [] : [element[kind.first]].filter(Boolean);
  put(initial.map(keyOf));
  surface.keep(block, element, { read, write: (v) => (put((multi ? v[kind.many] || [] : [v[kind.one]].filter(Boolean)).map(keyOf)), chips()), node });
  node.addEventListener("change", () => {
    surface.touch(block, element);
    chips();
    if (dispatch) surface.fire(block, element, read());
  });
  chips();
  if (multi) {
    // One click adds or takes away, as tokens do; no Ctrl key needed.
    node.addEventListener("mousedown", (event) => {
      if (!(event.target instanceof HTMLOptionElement)) return;
      event.preventDefault();
      event.target.selected = !event.target.selected;
      node.focus();
      node.dispatchEvent(new Event("change"));
    });
  }
  return node;
}

function ticks(element, block, surface, { labelledBy, dispatch = block.type !== "input" } = {}) {
  const radio = element.type === "radio_buttons";
  const group = freshId("ticks");
  const options = element.options || [];
  const chosen = new Set((radio ? [element.initial_option] : element.initial_options || []).filter(Boolean).map((option) => option.value));
  const boxes = options.map((option) => {
    const id = freshId("tick");
    const box = h("input", { type: radio ? "radio" : "checkbox", id, name: group, data: { action: element.action_id } });
    box.checked = chosen.has(option.value);
    box.addEventListener("change", () => {
      surface.touch(block, element);
      if (dispatch) surface.fire(block, element, read());
    });
    return { box, option, row: h("div", { class: "tick" }, box, h("div", {}, h("label", { for: id }, textObject(option.text)),
      option.description && h("div", { class: "hint" }, textObject(option.description)))) };
  });
  const picked = () => boxes.filter(({ box }) => box.checked).map(({ option }) => option);
  const read = () => (radio ? { selected_option: picked()[0] || null } : { selected_options: picked() });
  const write = (v) => {
    const values = (radio ? [v.selected_option] : v.selected_options || []).filter(Boolean).map((option) => option.value);
    for (const { box, option } of boxes) box.checked = values.includes(option.value);
  };
  const node = h("div", { class: "ticks", role: radio ? "radiogroup" : "group", "aria-labelledby": labelledBy }, boxes.map(({ row }) => row));
  surface.keep(block, element, { read, write, node: boxes[0]?.box });
  return node;
}
