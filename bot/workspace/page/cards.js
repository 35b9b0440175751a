// Cards, alone or side by side.

import { h, icon } from "./dom.js";
import { imageElement } from "./elements.js";
import { textObject } from "./mrkdwn.js";

export function card(block, surface, element) {
  return h("div", { class: "blk card" },
    block.hero_image && h("div", { class: "card-hero" }, imageElement(block.hero_image)),
    h("div", { class: "card-head" },
      block.icon && h("span", { class: "card-icon" }, imageElement(block.icon)),
      h("div", {},
        block.title && h("div", { class: "card-title" }, textObject(block.title)),
        block.subtitle && h("div", { class: "card-subtitle" }, textObject(block.subtitle)))),
    block.body && h("div", { class: "card-body" }, textObject(block.body)),
    block.actions?.length && h("div", { class: "actions" }, block.actions.map((item) => element(item, block, surface))));
}

export function carousel(block, surface, element) {
  const track = h("div", { class: "carousel-track", tabindex: "0", role: "group", "aria-label": "Cards" },
    (block.elements || []).map((one) => card(one, surface, element)));
  const move = (direction) => () => track.scrollBy({ left: direction * 260, behavior: "smooth" });
  return h("div", { class: "blk carousel" },
    h("button", { type: "button", class: "round", "aria-label": "Previous card", onclick: move(-1) }, icon("left")),
    track,
    h("button", { type: "button", class: "round", "aria-label": "Next card", onclick: move(1) }, icon("right")));
}
