// The list above the composer: commands after "/", people after "@", channels after "#".

import { h } from "./dom.js";
import { nameOf, personFace } from "./people.js";
import { isHuman, isMember, state } from "./state.js";

const MOST = 8;

export class Suggestions {
  constructor(area) {
    this.area = area;
    this.items = [];
    this.at = 0;
    this.node = h("div", { class: "suggestions", role: "listbox", "aria-label": "Suggestions", hidden: true });
    area.addEventListener("blur", () => setTimeout(() => this.hide(), 150));
  }

  update() {
    const before = this.area.value.slice(0, this.area.selectionStart);
    this.items = this.#commands(before) || this.#names(before) || [];
    this.at = 0;
    this.#draw();
  }

  hide() {
    this.items = [];
    this.#draw();
  }

  /** True when the key was for the list. */
  key(event) {
    if (!this.items.length) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : -1) + this.items.length) % this.items.length;
      this.#draw();
      return true;
    }
    if (event.key === "Escape") {
      event.stopPropagation();
      this.hide();
      return true;
    }
    if (event.key !== "Tab" && event.key !== "Enter") return false;
    const item = this.items[this.at];
    if (event.key === "Enter" && item.typed) return false;
    this.#take(item);
    return true;
  }

  // typed: written out in full already, so Enter sends instead of completing.
  #commands(before) {
    const match = before.match(/^\/([\w-]*)$/);
    if (!match) return null;
    const wanted = `/${match[1].toLowerCase()}`;
    return state.commands.filter(({ command }) => command.startsWith(wanted)).map((one) => ({
      from: 0,
      insert: `${one.command} `,
      typed: one.command === wanted,
      row: [h("strong", {}, one.command), one.usage_hint && h("code", {}, one.usage_hint), h("span", { class: "hint" }, one.description), h("span", { class: "grow" }), h("span", { class: "hint" }, state.app.name)],
    }));
  }

  #names(before) {
    const match = before.match(/(^|\s)([@#])([\p{L}\p{N}._-]*)$/u);
    if (!match) return null;
    const wanted = match[3].toLowerCase();
    const from = before.length - match[3].length - 1;
    if (match[2] === "#") {
      return [...state.channels.values()].filter((one) => isMember(one) && one.name.includes(wanted)).slice(0, MOST)
        .map((one) => ({ from, insert: `#${one.name} `, typed: one.name === wanted, row: [h("strong", {}, `#${one.name}`), h("span", { class: "hint" }, one.topic)] }));
    }
    const fits = (one) => (isHuman(one) || one.id === state.app.user_id) && `${one.name} ${nameOf(one)}`.toLowerCase().split(/\s+/).some((word) => word.startsWith(wanted));
    return [...state.people.values()].filter(fits).slice(0, MOST)
      .map((one) => ({ from, insert: `@${one.name} `, typed: one.name === wanted, row: [personFace(one, "tiny"), h("strong", {}, nameOf(one)), h("span", { class: "hint" }, one.title || one.name)] }));
  }

  #draw() {
    this.node.hidden = !this.items.length;
    this.node.replaceChildren(...this.items.map((item, index) =>
      h("div", { class: "suggestion", role: "option", "aria-selected": String(index === this.at), onmousedown: (event) => {
        event.preventDefault();
        this.#take(item);
      } }, item.row)));
    this.node.children[this.at]?.scrollIntoView({ block: "nearest" });
  }

  #take(item) {
    this.area.setRangeText(item.insert, item.from, this.area.selectionStart, "end");
    this.hide();
    this.area.focus();
    this.area.dispatchEvent(new Event("input"));
    this.hide();
  }
}
