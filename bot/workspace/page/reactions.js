// Reactions under a message.

import { api } from "./api.js";
import { h, icon } from "./dom.js";
import { emojiNode } from "./emoji.js";
import { nameOf } from "./people.js";
import { pickEmoji } from "./picker.js";
import { emit, person, state } from "./state.js";

/** The row of reactions under a message. */
export function reactions(channel, message) {
  if (!message.reactions?.length) return null;
  const one = (reaction) => {
    const mine = reaction.users.includes(state.me);
    const names = reaction.users.map((id) => (id === state.me ? "You" : nameOf(person(id)) || id));
    return h("button", { type: "button", class: mine ? "reaction mine" : "reaction", "aria-pressed": String(mine), "aria-label": `${reaction.name} ${reaction.count}`,
      title: `${names.join(", ")} reacted with :${reaction.name}:`, data: { reaction: reaction.name }, onclick: () => toggle(channel, message.ts, reaction.name, mine) },
      emojiNode(reaction.name), h("span", {}, reaction.count));
  };
  const add = h("button", { type: "button", class: "reaction add", "aria-label": "Add reaction", onclick: () => pickEmoji(add, (name) => react(channel, message, name)) }, icon("react"));
  return h("div", { class: "reactions" }, message.reactions.map(one), add);
}

async function toggle(channel, ts, name, remove) {
  try {
    await api.react(channel, ts, name, remove);
  } catch (problem) {
    emit("problem", problem.message);
  }
}

/** Add one's reaction, or take it away again. */
export function react(channel, message, name) {
  const mine = (message.reactions || []).some((one) => one.name === name && one.users.includes(state.me));
  return toggle(channel, message.ts, name, mine);
}
