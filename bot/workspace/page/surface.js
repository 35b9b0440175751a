// Where blocks live: a message or a view. It keeps the inputs' state and sends what is pressed to the app.

import { api } from "./api.js";
import { confirmed } from "./dialogs.js";
import { emit } from "./state.js";

export class Surface {
  /** container: {type: "message", channel, ts, ephemeral} or {type: "view", view_id}. */
  constructor(container) {
    this.container = container;
    this.inputs = new Map();
    this.fields = new Map();
  }

  /** Register an input element: read() gives its state value, write(value) puts one back. */
  keep(block, element, handle) {
    this.inputs.set(`${block.block_id}\n${element.action_id}`, { block, element, dirty: false, ...handle });
  }

  touch(block, element) {
    const input = this.inputs.get(`${block.block_id}\n${element.action_id}`);
    if (input) input.dirty = true;
  }

  /** Slack's view.state.values. */
  values() {
    const values = {};
    for (const { block, element, read } of this.inputs.values()) {
      (values[block.block_id] ||= {})[element.action_id] = { type: element.type, ...read() };
    }
    return values;
  }

  /** Take over what a person typed in the surface this one replaces (same block_id and action_id). */
  inherit(former) {
    for (const [key, old] of former.inputs) {
      const input = this.inputs.get(key);
      if (!old.dirty || !input || input.element.type !== old.element.type) continue;
      input.write(old.read());
      input.dirty = true;
    }
  }

  /** Tell the app; payload is what the element adds (value, selected_option, ...). True when it took it. */
  async fire(block, element, payload = {}) {
    if (element.confirm && !(await confirmed(element.confirm))) return false;
    const { type, action_id, text } = element;
    const action = { type, action_id, block_id: block.block_id, text, ...payload };
    try {
      await api.action({ container: this.container, block_id: block.block_id, action, state: { values: this.values() } });
      return true;
    } catch (problem) {
      emit("problem", problem.message);
      return false;
    }
  }
}
