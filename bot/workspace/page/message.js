// One message as an article: author, time, content, files, reactions, thread line, and its toolbar.

import { messageMenu, toolbar } from "./actions.js";
import { renderBlocks } from "./blocks.js";
import { ago, fromTs, fullMoment, shortMoment, timeOf } from "./clock.js";
import { h, icon } from "./dom.js";
import { anchor, permalink } from "./links.js";
import { inline, mrkdwn, withEmoji } from "./mrkdwn.js";
import { author, avatar, badges } from "./people.js";
import { reactions } from "./reactions.js";
import { emit } from "./state.js";
import { Surface } from "./surface.js";

const SYSTEM = /^(channel|group)_(join|leave|topic|purpose|name|archive|unarchive|convert_to_\w+)$/;
export const isSystem = (message) => SYSTEM.test(message.subtype || "") || message.subtype === "bot_add";

function attachment(item, surface) {
  const title = item.title && h("div", { class: "att-title" }, item.title_link ? anchor(item.title_link, inline(item.title)) : inline(item.title));
  const body = h("div", { class: "attachment" },
    item.author_name && h("div", { class: "att-author" }, item.author_name),
    title,
    item.text && h("div", { class: "text" }, mrkdwn(item.text)),
    item.fields && h("div", { class: "fields" }, item.fields.map((field) =>
      h("div", { class: field.short ? "text" : "text wide" }, h("strong", {}, withEmoji(field.title || "")), h("br"), mrkdwn(field.value)))),
    item.blocks && renderBlocks(item.blocks, surface),
    !item.text && !item.blocks && !item.title && item.fallback && h("div", { class: "text" }, mrkdwn(item.fallback)),
    item.footer && h("div", { class: "att-footer" }, withEmoji(item.footer)));
  const colours = { good: "#2eb67d", warning: "#e8a33d", danger: "#e01e5a" };
  const colour = colours[item.color] || (/^#?[0-9a-f]{6}$/i.test(item.color || "") ? `#${item.color.replace("#", "")}` : null);
  if (colour) body.style.borderLeftColor = colour;
  return [item.pretext && h("div", { class: "text" }, mrkdwn(item.pretext)), body];
}

function file(item) {
  const text = item.preview || item.plain_text;
  const size = item.size ? ` · ${item.size < 1024 ? `${item.size} B` : `${Math.round(item.size / 1024)} kB`}` : "";
  return h("div", { class: "file" }, h("div", { class: "file-head" }, icon("file"),
    h("div", {}, h("strong", {}, item.title || item.name || "File"), h("div", { class: "hint" }, `${item.pretty_type || item.filetype || "File"}${size}`))),
    text && h("pre", {}, text));
}

function content(message, surface) {
  if (message.subtype === "tombstone") return h("div", { class: "text tombstone" }, "This message was deleted.");
  const parts = [];
  if (message.blocks?.length) parts.push(renderBlocks(message.blocks, surface));
  else if (message.text) parts.push(h("div", { class: "text" }, mrkdwn(message.text)));
  if (message.edited) parts.push(h("span", { class: "edited", title: fullMoment(fromTs(message.edited.ts)) }, "(edited)"));
  for (const item of message.attachments || []) parts.push(attachment(item, surface));
  for (const item of message.files || []) parts.push(file(item));
  return parts;
}

function threadLine(channel, message) {
  const count = message.reply_count || 0;
  if (!count) return null;
  const faces = (message.reply_users || []).slice(0, 4).map((id) => avatar(author({ user: id }), "tiny"));
  return h("button", { type: "button", class: "thread-line", onclick: () => emit("thread", { channel, ts: message.ts }) },
    faces, h("strong", {}, `${count} ${count === 1 ? "reply" : "replies"}`),
    message.latest_reply && h("span", { class: "hint" }, `Last reply ${ago(fromTs(message.latest_reply))}`));
}

/** options: {inThread, days, follows} — days: dividers name the day; follows: same author as above, so no name and face again. */
export function messageNode(channel, message, options = {}) {
  const who = author(message);
  const date = fromTs(message.ts);
  const surface = new Surface({ type: "message", channel, ts: message.ts, ephemeral: Boolean(message.ephemeral), thread_ts: message.thread_ts });
  const stamp = (text) =>
    h("a", { class: "stamp", href: permalink(channel, message), title: fullMoment(date), onclick: (event) => {
      event.preventDefault();
      emit("jump", { channel, ts: message.ts, thread_ts: message.thread_ts });
    } }, text);
  const classes = ["message", options.follows && "follows", message.ephemeral && "ephemeral", isSystem(message) && "system"].filter(Boolean).join(" ");
  const node = h("article", { class: classes, role: "listitem", data: { ts: message.ts, channel, user: who.id || "" } });
  const replyNote = message.subtype === "thread_broadcast" && !options.inThread &&
    h("button", { type: "button", class: "replied", onclick: () => emit("thread", { channel, ts: message.thread_ts }) }, "replied to a thread");
  const body = h("div", { class: "message-body" },
    message.ephemeral && h("div", { class: "only-you" }, icon("eye"), "Only visible to you",
      h("button", { type: "button", class: "quiet", onclick: () => emit("dismiss", { channel, ts: message.ts }) }, "Dismiss")),
    h("div", { class: "message-head" },
      h("button", { type: "button", class: "who", title: who.title || who.name, onclick: (event) => emit("profile", { who, anchor: event.currentTarget }) }, who.name),
      badges(who), stamp(options.days ? timeOf(date) : shortMoment(date)), replyNote),
    content(message, surface),
    reactions(channel, message),
    !options.inThread && threadLine(channel, message));
  node.append(h("div", { class: "gutter" }, avatar(who), stamp(timeOf(date))), body);
  if (!message.ephemeral && message.subtype !== "tombstone") {
    node.append(toolbar(channel, message, node, options));
    node.addEventListener("contextmenu", (event) => {
      if (event.target.closest("a, input, textarea, select") || String(getSelection())) return;
      event.preventDefault();
      const point = { getBoundingClientRect: () => ({ left: event.clientX, top: event.clientY, bottom: event.clientY }) };
      messageMenu(point, channel, message, node);
    });
  }
  return node;
}
