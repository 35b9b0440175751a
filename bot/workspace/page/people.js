// Who wrote it: names, avatars with initials, the app's own icon, marks for guests and other companies.

import { h, icon } from "./dom.js";
import { emojiFor } from "./emoji.js";
import { person, state } from "./state.js";

const COLOURS = ["#b3446c", "#2f6f9f", "#3f7d58", "#8a5a2b", "#6a4fa3", "#a8483b", "#2b7a78", "#7a6a1f", "#4c5c8a", "#8c3f7a"];
const NO_COLOUR = "#5b5b5b"; // what the workspace gives to those without one of their own

function colourOf(key) {
  let sum = 0;
  for (const letter of String(key)) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return COLOURS[sum % COLOURS.length];
}

const initials = (name) =>
  String(name || "?").split(/[\s._-]+/).filter(Boolean).slice(0, 2).map((word) => word[0].toUpperCase()).join("");

export const nameOf = (someone) => (someone ? someone.real_name || someone.name || someone.id : "");
export const isOurApp = (message) =>
  Boolean((message.user && message.user === state.app.user_id) || (message.bot_id && message.bot_id === state.app.bot_id));

/** Who a message is from: {id, name, app, guest, external, icon}. */
export function author(message) {
  if (isOurApp(message)) return { id: state.app.user_id, name: message.username || state.app.name, app: true, ours: true };
  const known = person(message.user) || person(message.bot_id);
  const label = message.username || nameOf(known) || message.bot_profile?.name || message.user || "Somebody";
  const bot = Boolean(message.bot_id || known?.is_bot || known?.is_app || message.subtype === "bot_message");
  const drawn = message.icons?.emoji || message.icon || message.icons?.image_48;
  return { id: message.user || message.bot_id || label, name: label, app: bot, icon: drawn, colour: known?.colour,
    guest: known?.is_guest, external: known?.is_external, title: known?.title };
}

export function avatar(who, size = "") {
  const attrs = { class: `avatar ${size}`, "aria-hidden": "true" };
  if (who.ours) return h("span", { ...attrs, class: `avatar ours ${size}` }, h("img", { src: "/page/because.svg", alt: "" }));
  const drawn = typeof who.icon === "string" && emojiFor(who.icon);
  if (drawn) return h("span", { ...attrs, class: `avatar emoji-avatar ${size}` }, drawn);
  const node = h("span", attrs, initials(who.name));
  const given = who.colour !== NO_COLOUR && /^#[0-9a-f]{3,8}$/i.test(who.colour || "");
  node.style.backgroundColor = given ? who.colour : colourOf(who.id);
  return node;
}

export const personFace = (someone, size) =>
  avatar({ id: someone.id, name: nameOf(someone), colour: someone.colour, ours: someone.id === state.app.user_id }, size);

export function badges(who) {
  return [
    who.app && h("span", { class: "badge" }, "APP"),
    who.guest && h("span", { class: "badge soft", title: "Guest" }, "Guest"),
    who.external && h("span", { class: "badge soft", title: "From another company" }, icon("shared"), "External"),
  ];
}
