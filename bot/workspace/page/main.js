// The start: read the workspace, draw it, listen, and go where the address says.

import { api } from "./api.js";
import { setClock } from "./clock.js";
import { notice } from "./dialogs.js";
import { byId, h, icon, replace } from "./dom.js";
import { parsePermalink } from "./links.js";
import { dropAll } from "./modals.js";
import { startNews } from "./news.js";
import { openPane, showApp, showChannel } from "./pane.js";
import { badges, personFace, avatar } from "./people.js";
import { closePopover, popover } from "./popover.js";
import { drawSidebar } from "./sidebar.js";
import { listen } from "./socket.js";
import { emit, fill, isHuman, isMember, isStaff, on, person, state } from "./state.js";
import { closeThread, showThread } from "./thread.js";
import { drawWelcome } from "./welcome.js";
import { drawClock, drawPeople, drawStatus, startTopbar } from "./topbar.js";

let line = null;

async function load() {
  const boot = await api.boot();
  fill(boot);
  setClock(boot.now);
  const players = [...state.people.values()].filter(isHuman);
  if (!players.some((someone) => someone.id === state.me)) state.me = (players.find(isStaff) || players[0])?.id || "";
}

async function readSides() {
  const [{ dms, prompts }, { channels }] = await Promise.all([api.dms(), api.unread()]);
  if (prompts?.length) state.prompts = prompts;
  state.dm = dms.find((dm) => dm.user === state.app.user_id)?.id || dms[0]?.id || null;
  state.unread = { ...channels };
}

function draw() {
  document.title = `${state.team.name} · ${state.app.name}`;
  replace(byId("team"), state.team.name);
  drawPeople();
  drawStatus();
  drawClock();
  drawSidebar();
  drawWelcome();
}

async function play(id) {
  line?.stop();
  dropAll();
  closeThread();
  state.me = id;
  const address = new URL(location.href);
  address.searchParams.set("as", id);
  history.replaceState(null, "", address);
  await load();
  await readSides();
  draw();
  line = listen(state.me);
  await line.ready;
}

/** After a break: what was missed is read again; open modals stay. */
async function resume() {
  try {
    await load();
    await readSides();
    draw();
    if (state.place?.channel) showChannel(state.place.channel, { again: true });
    else if (state.place?.app) showApp(state.place.app, { again: true });
  } catch (problem) {
    notice(problem.message, "problem");
  }
}

function firstChannel() {
  const mine = [...state.channels.values()].filter(isMember).sort((a, b) => a.name.localeCompare(b.name));
  return mine.find((channel) => channel.id === state.welcome?.channel) || mine.find((channel) => channel.name === "general") || mine[0];
}

function jump({ channel, ts, thread_ts }) {
  if (channel === state.dm || channel.startsWith("D")) return showApp("messages", { highlight: ts });
  if (!state.channels.has(channel)) return notice("You cannot see that channel.", "problem");
  if (thread_ts && thread_ts !== ts) {
    const opened = showChannel(channel, {});
    return Promise.resolve(opened).then(() => showThread({ channel, ts: thread_ts, highlight: ts }));
  }
  return showChannel(channel, ts ? { highlight: ts } : { focus: true });
}

/** Puts a question into the composer on screen, or into that of the channel where one starts; sending it is left to the person. */
async function tryOut(question) {
  if (!openPane()?.composer) await showChannel(state.welcome.channel, {});
  openPane()?.composer?.fill(openPane().tab === "messages" ? question : `/why ${question.replace(/^why /, "")}`);
}

/** #/C123, #/C123/p169..., #/app/home, or a whole permalink path /archives/C123/p169... */
function follow() {
  const [, first, second] = location.hash.split("/");
  if (first === "app") return showApp(second === "messages" ? "messages" : "home");
  const target = first && parsePermalink(`https://${state.team.domain}.slack.com/archives${location.hash.slice(1)}`);
  const place = target && state.channels.has(target.channel) ? target : parsePermalink(location.href);
  if (place && state.channels.has(place.channel)) return place.ts ? jump(place) : showChannel(place.channel, { focus: true });
  const start = firstChannel();
  return start ? showChannel(start.id, { focus: true }) : showApp("home");
}

function remember() {
  const place = state.place;
  const hash = place?.channel ? `#/${place.channel}` : `#/app/${place?.app || "home"}`;
  const path = location.pathname.startsWith("/archives/") ? "/" : location.pathname;
  if (!location.hash.startsWith(hash)) history.replaceState(null, "", `${path}${location.search}${hash}`);
  if (place?.channel) delete state.unread[place.channel];
  if (place?.app === "messages") delete state.unread[state.dm];
  drawSidebar();
}

function profile({ who, anchor }) {
  const someone = person(who.id);
  popover(anchor, h("div", { class: "profile" }, someone ? personFace(someone, "large") : avatar(who, "large"),
    h("div", {}, h("strong", {}, who.name), " ", badges(who), h("div", { class: "hint" }, who.title || ""),
      someone && isHuman(someone) && someone.id !== state.me && h("button", { type: "button", class: "btn small", onclick: () => (closePopover(), emit("play", someone.id)) }, icon("people"), "Play this person"))), { label: `About ${who.name}` });
}

function keys(event) {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (closeThread()) openPane()?.composer?.focus();
}

async function start() {
  state.me = new URLSearchParams(location.search).get("as") || sessionStorage.getItem("as") || "";
  startTopbar();
  startNews();
  on("problem", (text) => notice(text, "problem"));
  on("jump", jump);
  on("try", tryOut);
  on("thread", showThread);
  on("place", remember);
  on("channels", drawSidebar);
  on("profile", profile);
  on("play", async (id) => {
    if (id === state.me) return;
    sessionStorage.setItem("as", id);
    delete document.documentElement.dataset.ready;
    const place = state.place;
    try {
      await play(id);
      document.documentElement.dataset.ready = "true";
      if (state.place !== place) return; // went elsewhere meanwhile
      const channel = place?.channel && state.channels.get(place.channel);
      if (place?.app) return showApp(place.app, { again: true });
      const target = channel && isMember(channel) ? channel : firstChannel();
      if (target) showChannel(target.id, { again: true, focus: true });
      else showApp("home", { again: true });
    } catch (problem) {
      notice(problem.message, "problem");
    }
  });
  on("morning", () => openPane()?.timeline?.draw());
  on("resumed", resume);
  on("edit-last", ({ channel }) => {
    const mine = document.querySelectorAll(`article[data-channel="${CSS.escape(channel)}"][data-user="${CSS.escape(state.me)}"] [aria-label="Edit message"]`);
    mine[mine.length - 1]?.click();
  });
  addEventListener("keydown", keys);
  addEventListener("hashchange", follow);
  try {
    await load();
    await play(state.me);
    await follow();
    document.documentElement.dataset.ready = "true";
  } catch (problem) {
    replace(byId("pane"), h("p", { class: "empty" }, problem.message));
  }
}

start();
