// The app's Home tab.

import { renderBlocks } from "./blocks.js";
import { h } from "./dom.js";
import { state } from "./state.js";
import { Surface } from "./surface.js";

export class Home {
  constructor(node) {
    this.node = node;
    this.surface = null;
    node.replaceChildren(h("p", { class: "empty" }, "Loading…"));
  }

  show(view) {
    if (!view?.blocks?.length) {
      this.node.replaceChildren(h("p", { class: "empty" }, `${state.app.name} has not published anything here yet.`));
      return;
    }
    const former = this.surface;
    this.surface = new Surface({ type: "view", view_id: view.id });
    const scroll = this.node.firstElementChild?.scrollTop || 0;
    const blocks = renderBlocks(view.blocks, this.surface);
    if (former) this.surface.inherit(former);
    this.node.replaceChildren(h("div", { class: "home scroller", data: { view: view.id } }, blocks));
    this.node.firstElementChild.scrollTop = scroll;
  }
}
