// What one can do to a message: react, reply, the app's shortcuts, edit, delete.

import { api } from "./api.js";
import { confirmed, notice } from "./dialogs.js";
import { h, icon } from "./dom.js";
import { permalink } from "./links.js";
import { unescape } from "./mrkdwn.js";
import { pickEmoji } from "./picker.js";
import { menu } from "./popover.js";
import { react } from "./reactions.js";
import { emit, person, state } from "./state.js";

async function attempt(work) {
  try {
    await work();
    return true;
  } catch (problem) {
    emit("problem", problem.message);
    return false;
  }
}

/** Slack's text as one would type it: names for ids, no entities. */
export function asTyped(text) {
  const named = String(text || "")
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (whole, id) => (person(id) ? `@${person(id).name}` : whole))
    .replace(/<#([A-Z0-9]+)(?:\|([^>]*))?>/g, (whole, id, label) => `#${state.channels.get(id)?.name || label || id}`)
    .replace(/<!(here|channel|everyone)(?:\|[^>]*)?>/g, "@$1")
    .replace(/<(https?:[^|>]+)(?:\|[^>]*)?>/g, "$1");
  return unescape(named);
}

function edit(channel, message, node) {
  const body = node.querySelector(".message-body");
  const area = h("textarea", { class: "field", "aria-label": "Edit message", rows: 3 });
  area.value = asTyped(message.text);
  const stop = () => {
    form.remove();
    node.classList.remove("editing");
  };
  const save = async () => {
    if (!area.value.trim()) return;
    if (area.value === asTyped(message.text) || (await attempt(() => api.edit(channel, message.ts, area.value)))) stop();
  };
  const form = h("div", { class: "edit-form" }, area,
    h("div", { class: "edit-buttons" }, h("button", { type: "button", class: "btn", onclick: stop }, "Cancel"), h("button", { type: "button", class: "btn primary", onclick: save }, "Save")));
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      stop();
    }
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      save();
    }
  });
  node.classList.add("editing");
  body.append(form);
  area.focus();
}

async function remove(channel, message) {
  const question = { title: "Delete message", text: "Delete this message? This cannot be undone.", confirm: "Delete", deny: "Cancel", style: "danger" };
  if (await confirmed(question)) attempt(() => api.remove(channel, message.ts));
}

export function messageMenu(anchor, channel, message, node) {
  const mine = message.user === state.me && !message.bot_id;
  const shortcuts = state.shortcuts.filter((shortcut) => !shortcut.type || shortcut.type === "message" || shortcut.type === "message_action");
  const entries = [
    { text: "Reply in thread", run: () => emit("thread", { channel, ts: message.thread_ts || message.ts, focus: true }) },
    { text: "Copy link", run: () => copy(permalink(channel, message)) },
  ];
  if (mine) entries.push("-", { text: "Edit message", run: () => edit(channel, message, node) }, { text: "Delete message", danger: true, run: () => remove(channel, message) });
  if (shortcuts.length) entries.push("-");
  for (const shortcut of shortcuts) {
    entries.push({ text: shortcut.name, hint: state.app.name, run: () => attempt(() => api.shortcut(shortcut.callback_id, channel, message.ts)) });
  }
  menu(anchor, entries, "Message actions");
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    notice("Link copied.");
  } catch {
    notice(text);
  }
}

export function toolbar(channel, message, node, { inThread } = {}) {
  const tool = (label, drawn, run) => {
    const made = h("button", { type: "button", "aria-label": label, title: label, onclick: () => run(made) }, typeof drawn === "string" ? icon(drawn) : drawn);
    return made;
  };
  const mine = message.user === state.me && !message.bot_id;
  return h("div", { class: "toolbar", role: "toolbar", "aria-label": "Message tools" },
    tool("Add reaction", "react", (anchor) => pickEmoji(anchor, (name) => react(channel, message, name))),
    !inThread && tool("Reply in thread", "thread", () => emit("thread", { channel, ts: message.thread_ts || message.ts, focus: true })),
    mine && tool("Edit message", "edit", () => edit(channel, message, node)),
    mine && tool("Delete message", "trash", () => remove(channel, message)),
    tool("More actions", "more", (anchor) => messageMenu(anchor, channel, message, node)));
}
