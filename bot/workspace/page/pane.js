// The middle: a channel with its messages and composer, or the app with its Home and Messages tabs.

import { api } from "./api.js";
import { Composer } from "./composer.js";
import { notice } from "./dialogs.js";
import { byId, h, icon, replace } from "./dom.js";
import { Home } from "./home.js";
import { avatar, nameOf, personFace } from "./people.js";
import { popover } from "./popover.js";
import { emit, isMember, person, state } from "./state.js";
import { closeThread } from "./thread.js";
import { Timeline } from "./timeline.js";
import { questionButtons } from "./welcome.js";

let open = null; // {key, channel, timeline?, composer?, home?}

export const openPane = () => open;

function memberList(channel) {
  return (event) => {
    const members = (channel.members || []).map(person).filter(Boolean);
    popover(event.currentTarget, h("div", { class: "member-list" }, h("h3", {}, `${members.length} members`),
      members.map((one) => h("div", { class: "member" }, personFace(one, "small"), h("div", {}, h("strong", {}, nameOf(one)), h("div", { class: "hint" }, one.title || ""))))), { label: "Members" });
  };
}

export const channelMark = (channel) => icon(channel.is_private ? "lock" : "hash");

function channelHead(channel) {
  return h("header", { class: "pane-head" },
    h("div", { class: "pane-title" },
      h("h1", {}, channelMark(channel), channel.name, channel.is_shared && h("span", { class: "badge soft", title: "Shared with another company" }, icon("shared"), "Shared")),
      h("span", { class: "hint topic" }, channel.topic || "")),
    h("div", { class: "pane-tools" },
      channel.is_member_bot && h("span", { class: "listens", title: `${state.app.name} is in this channel` }, avatar({ ours: true }, "tiny"), "in channel"),
      h("button", { type: "button", class: "btn small", "aria-label": "Members", onclick: memberList(channel) }, icon("people"), (channel.members || []).length)));
}

function channelStart(channel) {
  return h("div", { class: "channel-start" }, h("h2", {}, channelMark(channel), channel.name),
    h("p", {}, channel.is_private ? "This is the very beginning of this private channel. " : "This is the very beginning of the channel. ", channel.topic || ""));
}

function footer(channel) {
  if (channel.is_archived) return h("div", { class: "join-bar" }, "This channel is archived.");
  if (isMember(channel)) return null;
  const join = async () => {
    try {
      await api.join(channel.id);
      channel.members = [...new Set([...(channel.members || []), state.me])];
      emit("channels");
      showChannel(channel.id, { again: true });
    } catch (problem) {
      emit("problem", problem.message);
    }
  };
  return h("div", { class: "join-bar" }, h("span", {}, "You are viewing ", h("strong", {}, `#${channel.name}`)), h("button", { type: "button", class: "btn primary", onclick: join }, "Join channel"));
}

function jumpTo(timeline, highlight) {
  if (highlight && !timeline.show(highlight)) notice("That message is no longer there.", "problem");
}

export async function showChannel(id, { highlight, again, focus } = {}) {
  const channel = state.channels.get(id);
  if (!channel) return emit("problem", "You cannot see that channel.");
  if (open?.key === id && !again) return jumpTo(open.timeline, highlight);
  closeThread();
  const timeline = new Timeline(id, { head: channelStart(channel), empty: "No messages yet.", label: `Messages in ${channel.name}` });
  const closed = footer(channel);
  const composer = closed ? null : new Composer({ channel: id, label: `Message #${channel.name}` });
  const mine = (open = { key: id, channel: id, timeline, composer });
  replace(byId("pane"), channelHead(channel), timeline.scroller, closed || composer.node);
  state.place = { channel: id };
  emit("place");
  try {
    const { messages } = await api.history(id);
    if (open !== mine) return;
    timeline.fill(messages);
    jumpTo(timeline, highlight);
    if (focus && !highlight) composer?.focus();
  } catch (problem) {
    timeline.list.replaceChildren(h("p", { class: "empty" }, problem.message));
  }
}

/** The app: its Home tab, or the direct messages with it. */
export async function showApp(tab = "home", { highlight, again } = {}) {
  const key = `app:${tab}`;
  if (open?.key === key && !again) return open.timeline && jumpTo(open.timeline, highlight);
  closeThread();
  const body = h("div", { class: "app-body" });
  const tabs = h("div", { class: "tabs", role: "tablist" }, [["home", "Home"], ["messages", "Messages"]].map(([name, label]) =>
    h("button", { type: "button", role: "tab", "aria-selected": String(name === tab), onclick: () => showApp(name) }, label)));
  replace(byId("pane"), h("header", { class: "pane-head app-head" },
    h("div", { class: "pane-title" }, h("h1", {}, avatar({ ours: true }, "small"), state.app.name, h("span", { class: "badge" }, "APP")))), tabs, body);
  state.place = { app: tab };
  const mine = (open = { key, tab });
  emit("place");
  try {
    if (tab === "home") {
      mine.home = new Home(body);
      const { view } = await api.home();
      // What the app publishes meanwhile comes by the event line and is newer.
      if (open === mine && !mine.home.surface) mine.home.show(view);
    } else {
      await openMessages(body, mine, highlight);
    }
  } catch (problem) {
    body.replaceChildren(h("p", { class: "empty" }, problem.message));
  }
}

async function openMessages(body, mine, highlight) {
  const { channel } = await api.dm();
  state.dm = channel;
  const say = async (text) => {
    try {
      await api.post({ channel, text });
    } catch (problem) {
      emit("problem", problem.message);
    }
  };
  const timeline = new Timeline(channel, { inThread: true, label: `Messages with ${state.app.name}` });
  const prompts = h("div", { class: "prompts", role: "group", "aria-label": "Suggested prompts" },
    state.prompts.map((prompt) => h("button", { type: "button", class: "prompt", onclick: () => say(prompt.message) }, prompt.title)));
  const composer = new Composer({ channel, label: `Message ${state.app.name}` });
  const welcome = h("div", { class: "channel-start" }, avatar({ ours: true }, "large"), h("h2", {}, state.app.name),
    h("p", {}, "Ask a question in plain words. What is said here stays between the two of you."),
    state.welcome && h("div", { class: "prompts start", role: "group", "aria-label": "Questions to try" }, questionButtons("prompt", (question) => composer.fill(question))));
  timeline.scroller.prepend(welcome);
  body.replaceChildren(timeline.scroller, prompts, composer.node);
  Object.assign(mine, { channel, timeline, composer });
  emit("place");
  const { messages } = await api.history(channel);
  // An answer of an assistant is a reply to one's message: the conversation reads as one, so replies are shown in line.
  const threads = await Promise.all(messages.filter((message) => message.reply_count).map((message) => api.history(channel, message.ts)));
  if (open !== mine) return;
  const all = new Map([...messages, ...threads.flatMap((thread) => thread.messages)].map((message) => [message.ts, message]));
  for (const [ts, message] of timeline.messages) all.set(ts, message);
  timeline.fill([...all.values()]);
  jumpTo(timeline, highlight);
  composer.focus();
}
