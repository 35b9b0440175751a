// Slack's mrkdwn to DOM nodes. Tokens in angle brackets first, entities last, nothing ever as HTML.

import { writeDate } from "./clock.js";
import { h } from "./dom.js";
import { emojiFor, emojiNode } from "./emoji.js";
import { anchor } from "./links.js";
import { nameOf } from "./people.js";
import { emit, person, state } from "./state.js";

export const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const STYLES = { "*": "strong", _: "em", "~": "s" };
const WORD = /[\p{L}\p{N}]/u;

export function userMention(id, label) {
  const known = person(id);
  return h("span", { class: id === state.me ? "mention self" : "mention", data: { user: id } }, `@${nameOf(known) || label || id}`);
}

export function channelMention(id, label) {
  const channel = state.channels.get(id);
  const name = channel ? channel.name : label;
  if (!name) return h("span", { class: "mention locked" }, "#private channel");
  return h("button", { class: "mention", type: "button", onclick: () => emit("jump", { channel: id }) }, `#${name}`);
}

export const broadcastMention = (range) => h("span", { class: "mention self" }, `@${range}`);

function token(body) {
  const bar = body.indexOf("|");
  const target = bar < 0 ? body : body.slice(0, bar);
  const label = bar < 0 ? "" : unescape(body.slice(bar + 1));
  if (target.startsWith("@")) return userMention(target.slice(1), label);
  if (target.startsWith("#")) return channelMention(target.slice(1), label);
  if (target.startsWith("!date^")) {
    const [, seconds, pattern, url] = target.split("^");
    const text = h("time", { title: label }, writeDate(pattern || "{date}", seconds, label));
    return url ? anchor(unescape(url), text) : text;
  }
  if (target.startsWith("!subteam^")) return h("span", { class: "mention" }, label || "@group");
  if (target.startsWith("!")) return broadcastMention(label.replace(/^@/, "") || target.slice(1));
  if (/^(https?|mailto|tel):/i.test(target)) {
    const url = unescape(target);
    return anchor(url, label ? withEmoji(label) : url.replace(/^(mailto|tel):/, ""));
  }
  return document.createTextNode(unescape(`<${body}>`));
}

/** Plain text with emoji codes drawn: what plain_text objects and labels show. */
export function withEmoji(text) {
  const nodes = [];
  let last = 0;
  for (const match of text.matchAll(/:([a-z0-9_+'-]+(?:::skin-tone-\d)?):/g)) {
    if (!emojiFor(match[1])) continue;
    nodes.push(text.slice(last, match.index), emojiNode(match[1]));
    last = match.index + match[0].length;
  }
  nodes.push(text.slice(last));
  return nodes.filter((node) => node !== "");
}

function closing(line, open, mark) {
  for (let i = open + 1; i < line.length; i++) {
    if (line[i] === "`" || line[i] === "<") {
      const end = line.indexOf(line[i] === "<" ? ">" : "`", i + 1);
      if (end > i) i = end;
      continue;
    }
    if (line[i] !== mark || i === open + 1) continue;
    if (/\s/.test(line[i - 1]) || (line[i + 1] && WORD.test(line[i + 1]))) continue;
    return i;
  }
  return -1;
}

export function inline(line) {
  const nodes = [];
  let plain = "";
  const flush = () => {
    if (plain) nodes.push(...withEmoji(unescape(plain)));
    plain = "";
  };
  for (let i = 0; i < line.length; ) {
    const here = line[i];
    const before = i ? line[i - 1] : " ";
    let end;
    if (here === "`" && (end = line.indexOf("`", i + 1)) > i + 1) {
      flush();
      nodes.push(h("code", {}, unescape(line.slice(i + 1, end))));
      i = end + 1;
    } else if (here === "<" && (end = line.indexOf(">", i)) > i + 1) {
      flush();
      nodes.push(token(line.slice(i + 1, end)));
      i = end + 1;
    } else if (STYLES[here] && !WORD.test(before) && before !== here && /\S/.test(line[i + 1] || " ") && (end = closing(line, i, here)) > 0) {
      flush();
      nodes.push(h(STYLES[here], {}, inline(line.slice(i + 1, end))));
      i = end + 1;
    } else if (here === "h" && !WORD.test(before) && /^https?:\/\/[^\s<>|]/.test(line.slice(i, i + 10))) {
      const url = line.slice(i).match(/^[^\s<>|]+?(?=[.,;:!?)'"*_~]*(?:[\s<>|]|$))/)[0];
      flush();
      nodes.push(anchor(unescape(url), unescape(url)));
      i += url.length;
    } else {
      plain += here;
      i++;
    }
  }
  flush();
  return nodes;
}

const QUOTE = /^(?:&gt;|>)\s?/;
const ITEM = /^(\s*)([•◦▪*-]|\d{1,3}[.)])\s+(.*)$/;

function prose(text) {
  const out = [];
  let quote = null;
  const lines = text.split("\n");
  lines.forEach((line, index) => {
    if (QUOTE.test(line)) {
      if (!quote) out.push((quote = h("blockquote", {})));
      else quote.append(h("br"));
      quote.append(...inline(line.replace(QUOTE, "")));
      return;
    }
    const afterBlock = out.length && out[out.length - 1] instanceof HTMLElement && out[out.length - 1].matches("blockquote, .line-item");
    quote = null;
    const item = line.match(ITEM);
    if (item) {
      const node = h("div", { class: "line-item" }, h("span", { class: "bullet" }, item[2]), h("div", {}, inline(item[3])));
      node.style.marginLeft = `${Math.min(item[1].length, 8) * 8}px`;
      out.push(node);
      return;
    }
    if (index && !afterBlock) out.push(h("br"));
    out.push(...inline(line));
  });
  return out;
}

/** A whole mrkdwn text. */
export function mrkdwn(text) {
  const nodes = [];
  String(text ?? "").split("```").forEach((part, index, parts) => {
    const fenced = index % 2 === 1 && index < parts.length - 1;
    if (fenced) nodes.push(h("pre", {}, unescape(part.replace(/^\n|\n$/g, ""))));
    else if (index % 2 === 1) nodes.push(...prose("```" + part));
    else if (part.trim() || parts.length === 1) nodes.push(...prose(index ? part.replace(/^\n/, "") : part.replace(/\n$/, "")));
  });
  return nodes;
}

/** A text object of Block Kit ({type: plain_text | mrkdwn, text}) or a bare string. */
export function textObject(object) {
  if (!object) return [];
  if (typeof object === "string") return withEmoji(object);
  if (object.type === "mrkdwn") return mrkdwn(object.text);
  const lines = String(object.text ?? "").split("\n");
  return lines.flatMap((line, index) => [index ? h("br") : "", ...(object.emoji === false ? [line] : withEmoji(line))]);
}

export const textOf = (object) => (typeof object === "string" ? object : object?.text || "");
