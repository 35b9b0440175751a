// rich_text blocks to DOM nodes.

import { writeDate } from "./clock.js";
import { h } from "./dom.js";
import { emojiNode } from "./emoji.js";
import { anchor } from "./links.js";
import { broadcastMention, channelMention, userMention } from "./mrkdwn.js";

const STYLES = [["code", "code"], ["strike", "s"], ["italic", "em"], ["bold", "strong"], ["underline", "u"]];

function styled(nodes, style) {
  let out = nodes;
  for (const [name, tag] of STYLES) if (style?.[name]) out = [h(tag, {}, out)];
  return out;
}

const lines = (text) => String(text ?? "").split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line]));

const LEAVES = {
  text: (leaf) => lines(leaf.text),
  link: (leaf) => [anchor(leaf.url, leaf.text || leaf.url)],
  user: (leaf) => [userMention(leaf.user_id)],
  usergroup: () => [h("span", { class: "mention" }, "@group")],
  channel: (leaf) => [channelMention(leaf.channel_id)],
  emoji: (leaf) => [emojiNode(leaf.name, leaf.unicode)],
  broadcast: (leaf) => [broadcastMention(leaf.range)],
  date: (leaf) => {
    const text = h("time", {}, writeDate(leaf.format || "{date}", leaf.timestamp, leaf.fallback));
    return [leaf.url ? anchor(leaf.url, text) : text];
  },
  color: (leaf) => {
    const swatch = h("span", { class: "swatch" });
    swatch.style.backgroundColor = /^#[0-9a-f]{3,8}$/i.test(leaf.value) ? leaf.value : "transparent";
    return [h("code", {}, leaf.value, swatch)];
  },
};

const leaves = (elements) =>
  (elements || []).flatMap((leaf) => styled(LEAVES[leaf.type] ? LEAVES[leaf.type](leaf) : [leaf.text || ""], leaf.style));

function list(part) {
  const ordered = part.style === "ordered";
  const node = h(ordered ? "ol" : "ul", { class: `rt-list depth${(part.indent || 0) % 3}${part.border ? " bordered" : ""}` },
    (part.elements || []).map((item) => h("li", {}, leaves(item.elements))));
  if (ordered && part.offset) node.setAttribute("start", part.offset + 1);
  node.style.marginLeft = `${(part.indent || 0) * 24}px`;
  return node;
}

const PARTS = {
  rich_text_section: (part) => h("div", { class: "rt-section" }, leaves(part.elements)),
  rich_text_list: list,
  rich_text_quote: (part) => h("blockquote", {}, leaves(part.elements)),
  rich_text_preformatted: (part) => h("pre", {}, leaves(part.elements)),
};

export const richText = (block) =>
  h("div", { class: "rich-text" }, (block?.elements || []).map((part) => PARTS[part.type]?.(part)));
