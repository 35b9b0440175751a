// Links: those into this workspace jump to the message, all others open in a new tab.

import { h } from "./dom.js";
import { emit, state } from "./state.js";

const SAFE = new Set(["http:", "https:", "mailto:", "tel:"]);

export function safeUrl(url) {
  try {
    const parsed = new URL(String(url));
    return SAFE.has(parsed.protocol) ? parsed : null;
  } catch {
    return null;
  }
}

/** {channel, ts, thread_ts} of a permalink into this workspace, else null. */
export function parsePermalink(url) {
  const parsed = safeUrl(url);
  if (!parsed) return null;
  const here = parsed.origin === location.origin;
  if (!here && parsed.hostname !== `${state.team.domain}.slack.com`) return null;
  const match = parsed.pathname.match(/^\/archives\/([A-Z0-9]+)(?:\/p(\d{7,}))?\/?$/);
  if (!match) return null;
  const ts = match[2] ? `${match[2].slice(0, -6)}.${match[2].slice(-6)}` : null;
  return { channel: match[1], ts, thread_ts: parsed.searchParams.get("thread_ts") };
}

export function permalink(channel, message) {
  const reply = message.thread_ts && message.thread_ts !== message.ts;
  const tail = reply ? `?thread_ts=${message.thread_ts}&cid=${channel}` : "";
  return `https://${state.team.domain}.slack.com/archives/${channel}/p${message.ts.replace(".", "")}${tail}`;
}

/** Follow a url as a click would. */
export function follow(url) {
  const target = parsePermalink(url);
  if (target) emit("jump", target);
  else if (safeUrl(url)) window.open(url, "_blank", "noopener,noreferrer");
}

/** An anchor for foreign text; an unsafe address leaves the text alone. */
export function anchor(url, children) {
  const parsed = safeUrl(url);
  if (!parsed) return h("span", {}, children);
  const target = parsePermalink(url);
  if (!target) return h("a", { href: parsed.href, target: "_blank", rel: "noopener noreferrer nofollow" }, children);
  const jump = (event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    emit("jump", target);
  };
  return h("a", { href: parsed.href, class: "permalink", onclick: jump }, children);
}
