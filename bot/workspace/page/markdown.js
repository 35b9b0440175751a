// Standard Markdown (the markdown block) to DOM nodes; enough of it for what Slack shows.

import { h } from "./dom.js";
import { anchor } from "./links.js";
import { inline as slackInline, unescape, withEmoji } from "./mrkdwn.js";

const RULES = [
  [/^(`+)([^]*?[^`])\1(?!`)/, (m) => h("code", {}, unescape(m[2].trim()))],
  [/^!?\[((?:[^[\]]|\[[^\]]*\])*)\]\(\s*<?([^\s)>]+)>?(?:\s+"[^"]*")?\s*\)/, (m) => anchor(unescape(m[2]), spans(m[1]))],
  [/^(\*\*|__)(?=\S)([^]*?\S)\1/, (m) => h("strong", {}, spans(m[2]))],
  [/^~~(?=\S)([^]*?\S)~~/, (m) => h("s", {}, spans(m[1]))],
  [/^\*(?=[^\s*])([^*]*?[^\s*])\*(?!\*)/, (m) => h("em", {}, spans(m[1]))],
  [/^_(?=[^\s_])([^_]*?[^\s_])_(?![\p{L}\p{N}])/u, (m) => h("em", {}, spans(m[1]))],
  [/^<[@#!][^<>\n]+>|^<(?:https?|mailto):[^<>\n]+>/, (m) => slackInline(m[0])],
  [/^https?:\/\/[^\s<>()]*[^\s<>().,;:!?'"]/, (m) => anchor(unescape(m[0]), unescape(m[0]))],
  [/^\\([\\`*_{}[\]()#+\-.!~|>])/, (m) => m[1]],
  [/^(?: {2,}|\\)?\n/, () => h("br")],
];

function spans(text) {
  const nodes = [];
  let plain = "";
  for (let rest = text; rest; ) {
    let taken = null;
    if (/^[`![*_~<h\\\n ]/.test(rest) && !(rest[0] === "_" && /[\p{L}\p{N}]$/u.test(plain))) {
      for (const [pattern, make] of RULES) {
        const match = rest.match(pattern);
        if (match) {
          taken = match;
          if (plain) nodes.push(...withEmoji(unescape(plain)));
          plain = "";
          nodes.push(make(match));
          break;
        }
      }
    }
    if (!taken) plain += rest[0];
    rest = rest.slice(taken ? taken[0].length : 1);
  }
  if (plain) nodes.push(...withEmoji(unescape(plain)));
  return nodes;
}

const LIST = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const cells = (line) => line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));

function list(lines) {
  const indent = lines[0].match(LIST)[1].length;
  const ordered = /\d/.test(lines[0].match(LIST)[2]);
  const node = h(ordered ? "ol" : "ul", ordered ? { start: parseInt(lines[0].match(LIST)[2], 10) } : {});
  for (let i = 0; i < lines.length; ) {
    const own = lines[i].match(LIST);
    let end = i + 1;
    while (end < lines.length && !(lines[end].match(LIST)?.[1].length <= indent)) end++;
    const inner = lines.slice(i + 1, end);
    const text = [own[3]];
    while (inner.length && !LIST.test(inner[0])) text.push(inner.shift().trim());
    node.append(h("li", {}, spans(text.join("\n")), inner.length ? list(inner) : null));
    i = end;
  }
  return node;
}

function table(lines) {
  const aligns = cells(lines[1]).map((cell) => (/^:-+:$/.test(cell) ? "center" : /-:$/.test(cell) ? "right" : "left"));
  const row = (line, tag) =>
    h("tr", {}, cells(line).map((cell, i) => h(tag, { style: `text-align:${aligns[i] || "left"}` }, spans(cell))));
  return h("div", { class: "table-scroll" },
    h("table", { class: "grid" }, h("thead", {}, row(lines[0], "th")), h("tbody", {}, lines.slice(2).map((line) => row(line, "td")))));
}

const startsBlock = (line) => /^(#{1,6}\s|```|~~~|\s*>|\s*([-*_])(\s*\2){2,}\s*$)/.test(line) || LIST.test(line);

export function markdown(source) {
  const lines = String(source ?? "").replaceAll("\r", "").split("\n");
  const out = [];
  const takeWhile = (start, test) => {
    let end = start;
    while (end < lines.length && test(lines[end], end)) end++;
    return end;
  };
  for (let i = 0; i < lines.length; ) {
    const line = lines[i];
    const fence = line.match(/^\s*(```|~~~)/);
    const heading = line.match(/^(#{1,6})\s+(.*?)\s*#*$/);
    let end = i + 1;
    if (!line.trim()) {
      i = end;
      continue;
    }
    if (fence) {
      end = takeWhile(i + 1, (next) => !next.trim().startsWith(fence[1]));
      out.push(h("pre", {}, unescape(lines.slice(i + 1, end).join("\n"))));
      end += 1;
    } else if (heading) {
      out.push(h(`h${Math.min(6, heading[1].length + 2)}`, { class: `md-h md-h${heading[1].length}` }, spans(heading[2])));
    } else if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) {
      out.push(h("hr"));
    } else if (/^\s*(>|&gt;)/.test(line)) {
      end = takeWhile(i, (next) => /^\s*(>|&gt;)/.test(next));
      out.push(h("blockquote", {}, markdown(lines.slice(i, end).map((l) => l.replace(/^\s*(>|&gt;)\s?/, "")).join("\n"))));
    } else if (LIST.test(line)) {
      end = takeWhile(i, (next, at) => LIST.test(next) || (at > i && /^\s+\S/.test(next)));
      out.push(list(lines.slice(i, end)));
    } else if (line.includes("|") && /^[\s|:-]+$/.test(lines[i + 1] || "") && (lines[i + 1] || "").includes("-")) {
      end = takeWhile(i, (next) => next.includes("|"));
      out.push(table(lines.slice(i, end)));
    } else {
      end = takeWhile(i + 1, (next) => next.trim() && !startsBlock(next));
      out.push(h("p", {}, spans(lines.slice(i, end).join("\n"))));
    }
    i = end;
  }
  return out;
}
