// The left: workspace, channels with unread counts, the app.

import { byId, h, icon, replace } from "./dom.js";
import { channelMark, showApp, showChannel } from "./pane.js";
import { avatar } from "./people.js";
import { isMember, isStaff, me, state } from "./state.js";

const unreadOf = (id) => (state.place?.channel === id ? 0 : state.unread[id] || 0);

function entry({ label, mark, current, unread, dataset, run, extra }) {
  return h("li", {}, h("button", { type: "button", class: unread ? "nav unread" : "nav", "aria-label": label, "aria-current": current ? "page" : undefined,
    "aria-description": unread ? `${unread} unread` : undefined, data: dataset, onclick: run }, mark, h("span", { class: "nav-name" }, label), extra,
    unread ? h("span", { class: "count", "aria-hidden": "true" }, unread > 99 ? "99+" : unread) : null));
}

const channelEntry = (channel) =>
  entry({ label: channel.name, mark: channelMark(channel), current: state.place?.channel === channel.id, unread: unreadOf(channel.id),
    dataset: { channel: channel.id }, run: () => showChannel(channel.id, { focus: true }), extra: channel.is_shared && h("span", { class: "shared", title: "Shared with another company" }, icon("shared")) });

const section = (title, items) => items.length ? h("section", {}, h("h2", {}, title), h("ul", {}, items)) : null;

export function drawSidebar() {
  const all = [...state.channels.values()].filter((channel) => !channel.is_archived).sort((a, b) => a.name.localeCompare(b.name));
  const mine = all.filter(isMember);
  const others = me() && isStaff(me()) ? all.filter((channel) => !isMember(channel) && !channel.is_private) : [];
  const scroll = byId("channels").scrollTop;
  replace(byId("channels"),
    section("Channels", mine.map(channelEntry)),
    others.length ? h("details", { class: "more" }, h("summary", {}, "Other channels"), h("ul", {}, others.map(channelEntry))) : null,
    section("Apps", [entry({ label: state.app.name || "App", mark: avatar({ ours: true }, "tiny"), current: Boolean(state.place?.app), unread: state.place?.app === "messages" ? 0 : state.unread[state.dm] || 0,
      dataset: { app: state.app.id }, run: () => showApp(state.unread[state.dm] ? "messages" : "home") })]));
  byId("channels").scrollTop = scroll;
}
