// The thread pane on the right.

import { api } from "./api.js";
import { Composer } from "./composer.js";
import { byId, h, icon, replace } from "./dom.js";
import { emit, isMember, state } from "./state.js";
import { Timeline } from "./timeline.js";

let open = null; // {channel, ts, timeline, composer}

export const openThread = () => open;

export async function showThread({ channel, ts, focus, highlight }) {
  const pane = byId("thread");
  if (open?.channel === channel && open.ts === ts) {
    if (focus) open.composer?.focus();
    if (highlight) open.timeline.show(highlight);
    return;
  }
  const where = state.channels.get(channel);
  const timeline = new Timeline(channel, { inThread: true, days: false, label: "Thread" });
  const composer = !where || isMember(where) ? new Composer({ channel, thread_ts: ts, label: "Reply…", broadcastTo: where ? `#${where.name}` : null }) : null;
  const mine = (open = { channel, ts, timeline, composer });
  replace(pane,
    h("header", { class: "pane-head" }, h("div", {}, h("h2", {}, "Thread"), h("span", { class: "hint" }, where ? `#${where.name}` : state.app.name)),
      h("button", { type: "button", class: "round", "aria-label": "Close thread", onclick: closeThread }, icon("close"))),
    timeline.scroller, composer?.node);
  pane.hidden = false;
  try {
    const { messages } = await api.history(channel, ts);
    if (open !== mine) return;
    timeline.fill(messages);
    if (highlight && !timeline.show(highlight)) emit("problem", "That message is no longer there.");
    if (focus) composer?.focus();
  } catch (problem) {
    closeThread();
    emit("problem", problem.message);
  }
}

export function closeThread() {
  if (!open) return false;
  open = null;
  byId("thread").hidden = true;
  replace(byId("thread"));
  return true;
}

/** Does a message belong into the open thread? */
export const inOpenThread = (channel, message) => Boolean(open && open.channel === channel && (message.thread_ts === open.ts || message.ts === open.ts));
