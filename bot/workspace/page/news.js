// What to do with each thing the server pushes.

import { setClock } from "./clock.js";
import { isSystem } from "./message.js";
import { dropView, openView, updateView } from "./modals.js";
import { openPane } from "./pane.js";
import { drawSidebar } from "./sidebar.js";
import { emit, isMember, on, state } from "./state.js";
import { inOpenThread, openThread } from "./thread.js";
import { drawClock, drawStatus } from "./topbar.js";

const isReply = (message) => Boolean(message.thread_ts && message.thread_ts !== message.ts);

/** Timelines on screen in which a message has its place. */
function timelinesFor(channel, message) {
  const pane = openPane();
  const out = [];
  const inPane = pane?.timeline && pane.channel === channel;
  if (inPane && (!isReply(message) || message.subtype === "thread_broadcast" || pane.key === "app:messages")) out.push(pane.timeline);
  if (inOpenThread(channel, message)) out.push(openThread().timeline);
  return out;
}

const onScreen = () => [openPane()?.timeline, openThread()?.timeline].filter(Boolean);
const holding = (channel, ts) => onScreen().filter((timeline) => timeline.channel === channel && timeline.has(ts));

function arrived({ channel, message }) {
  const shown = timelinesFor(channel, message);
  for (const timeline of shown) {
    timeline.say("");
    timeline.put(message);
  }
  const mine = channel === state.dm || (state.channels.has(channel) && isMember(state.channels.get(channel)));
  if (mine && !shown.length && !isReply(message) && !isSystem(message) && message.user !== state.me && openPane()?.channel !== channel) {
    state.unread[channel] = (state.unread[channel] || 0) + 1;
    drawSidebar();
  }
}

function whispered({ channel, message }) {
  const shown = timelinesFor(channel, message);
  const pane = openPane();
  // A whisper into a thread that is not open would go unseen.
  if (!shown.length && pane?.timeline && pane.channel === channel && isReply(message)) emit("thread", { channel, ts: message.thread_ts });
  for (const timeline of shown) timeline.put({ ...message, ephemeral: true });
}

export function startNews() {
  on("news:message", arrived);
  on("news:ephemeral", whispered);
  on("news:message_changed", ({ channel, message }) => holding(channel, message.ts).forEach((timeline) => timeline.put(message)));
  on("news:message_deleted", ({ channel, ts }) => holding(channel, ts).forEach((timeline) => timeline.drop(ts)));
  on("news:reaction", ({ channel, ts, reactions }) => holding(channel, ts).forEach((timeline) => timeline.change(ts, { reactions })));
  on("news:ephemeral_replaced", ({ channel, ts, message }) => {
    for (const timeline of holding(channel, ts)) message ? timeline.put({ ...message, ephemeral: true }) : timeline.drop(ts);
  });
  on("dismiss", ({ channel, ts }) => holding(channel, ts).forEach((timeline) => timeline.drop(ts)));
  on("news:view_opened", ({ view }) => openView(view));
  on("news:view_pushed", ({ view }) => openView(view));
  on("news:view_updated", ({ view }) => (view.type === "home" ? openPane()?.home?.show(view) : updateView(view)));
  on("news:view_closed", ({ view_id }) => dropView(view_id));
  on("news:home", ({ view }) => openPane()?.home?.show(view));
  on("news:channel", ({ channel }) => {
    if (!channel.name) return;
    state.channels.set(channel.id, channel);
    drawSidebar();
  });
  on("news:clock", ({ now }) => {
    setClock(now);
    drawClock();
  });
  on("news:status", ({ connected }) => {
    state.connected = connected;
    drawStatus();
  });
  on("news:prompts", ({ channel, prompts }) => {
    if (channel === state.dm) state.prompts = prompts;
  });
  on("news:assistant_status", ({ channel, thread_ts, status }) => {
    const text = status ? `${state.app.name} ${status}` : "";
    const pane = openPane();
    if (openThread()?.channel === channel && openThread().ts === thread_ts) openThread().timeline.say(text);
    else if (pane?.timeline && pane.channel === channel && pane.key === "app:messages") pane.timeline.say(text);
  });
}
