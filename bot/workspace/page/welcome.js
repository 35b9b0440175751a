// For somebody who is new here: what to try, in the sidebar and above the direct messages with the app.

import { byId, h, icon, replace } from "./dom.js";
import { emit, state } from "./state.js";

const KEPT = "welcome-closed";

export const questionButtons = (className, start) => (state.welcome?.questions || []).map((question) =>
  h("button", { type: "button", class: className, title: question, onclick: () => start(question) }, question[0].toUpperCase() + question.slice(1)));

const named = (name) => [...state.channels.values()].find((channel) => channel.name === name);

function channelLink(name) {
  const channel = named(name);
  return channel ? h("button", { type: "button", class: "inline-link", onclick: () => emit("jump", { channel: channel.id }) }, `#${name}`) : `#${name}`;
}

export function drawWelcome() {
  const node = byId("welcome");
  node.hidden = !state.welcome || sessionStorage.getItem(KEPT) === "yes";
  if (node.hidden) return replace(node);
  const close = () => {
    sessionStorage.setItem(KEPT, "yes");
    drawWelcome();
  };
  replace(node,
    h("div", { class: "welcome-head" }, h("h2", {}, "New here? Ask why"), h("button", { type: "button", class: "welcome-close", "aria-label": "Hide what to try", title: "Hide", onclick: close }, icon("close"))),
    h("div", { class: "tries" }, questionButtons("try", (question) => emit("try", question))),
    h("p", {}, "Then react with 💡 to a customer in ", channelLink("support"), ", record a decision with ", h("code", {}, "/decide"), ", and press ", h("strong", {}, "Tomorrow morning"), " to read the digest."));
}
