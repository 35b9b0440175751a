// The emoji picker: the marks a product team uses first, then everything else, with a search.

import { h } from "./dom.js";
import { emojiFor, emojiNames, TAGGING } from "./emoji.js";
import { closePopover, popover } from "./popover.js";

const SHOWN_AT_MOST = 120;

export function pickEmoji(anchor, choose) {
  const meaning = Object.fromEntries(TAGGING);
  const cell = (name) =>
    h("button", { type: "button", class: "emoji-cell", "aria-label": `:${name}:`, title: meaning[name] ? `${meaning[name]} :${name}:` : `:${name}:`,
      data: { emoji: name }, onclick: () => (closePopover(), choose(name)) }, h("span", { class: "emoji" }, emojiFor(name)));
  const grid = h("div", { class: "emoji-grid" });
  const title = h("div", { class: "emoji-head" });
  const fill = (query) => {
    const wanted = query.trim().replaceAll(":", "").toLowerCase();
    const names = emojiNames(Boolean(wanted)).filter((name) => !wanted || name.includes(wanted) || (meaning[name] || "").toLowerCase().includes(wanted));
    title.textContent = wanted ? (names.length ? "Found" : "No emoji by that name") : "Marks for customer signals and decisions";
    const shown = wanted ? names.slice(0, SHOWN_AT_MOST) : TAGGING.map(([name]) => name);
    const others = wanted ? [] : names.filter((name) => !meaning[name]);
    grid.replaceChildren(h("div", { class: "emoji-rows" }, shown.map(cell)),
      others.length ? h("div", {}, h("div", { class: "emoji-head" }, "All"), h("div", { class: "emoji-rows" }, others.map(cell))) : "");
  };
  const search = h("input", { type: "search", placeholder: "Search emoji", "aria-label": "Search emoji",
    oninput: () => fill(search.value),
    onkeydown: (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      grid.querySelector("button")?.click();
    } });
  fill("");
  popover(anchor, h("div", { class: "emoji-picker" }, search, title, grid), { label: "Emoji picker" });
  search.focus();
}
