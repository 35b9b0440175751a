// A list of messages in order, with day dividers and grouping; used by channels and threads.

import { dayKey, dayName, fromTs } from "./clock.js";
import { h } from "./dom.js";
import { isSystem, messageNode } from "./message.js";
import { author } from "./people.js";
import { state } from "./state.js";

const GROUP_SECONDS = 300;
const NEAR_BOTTOM = 120;

export class Timeline {
  /** options: {inThread, accepts(message), head: node shown above the first message, days: bool} */
  constructor(channel, options = {}) {
    this.channel = channel;
    this.options = { days: true, ...options };
    this.messages = new Map();
    this.nodes = new WeakMap();
    this.list = h("div", { class: "messages", role: "list", "aria-label": options.label || "Messages" });
    this.status = h("div", { class: "assistant-status", role: "status", hidden: true });
    this.scroller = h("div", { class: "scroller", tabindex: "-1" }, options.head, this.list, this.status);
  }

  /** The history; what came in while it was being read stays. */
  fill(messages) {
    const early = this.messages;
    this.messages = new Map([...messages.map((message) => [message.ts, message]), ...early]);
    this.draw();
    this.toBottom();
  }

  put(message) {
    const known = this.messages.has(message.ts);
    if (known) this.#forget(message.ts);
    const stick = this.#atBottom() || (!known && this.#isForMe(message));
    this.messages.set(message.ts, message);
    this.draw();
    if (stick && !known && this.#isTall(message)) this.#fromItsStart(message);
    else if (stick && !known) this.toBottom();
    else if (stick) this.toBottom(false);
  }

  change(ts, fields) {
    const message = this.messages.get(ts);
    if (message) this.put({ ...message, ...fields });
  }

  drop(ts) {
    if (this.messages.delete(ts)) this.draw();
  }

  has = (ts) => this.messages.has(ts);

  draw() {
    const ordered = [...this.messages.values()].sort((a, b) => Number(a.ts) - Number(b.ts));
    const children = [];
    let day = null;
    let before = null;
    for (const message of ordered) {
      const newDay = !before || dayKey(fromTs(before.ts)) !== dayKey(fromTs(message.ts));
      if (newDay || !day) children.push((day = h("div", { class: "day-group", role: "presentation" }, newDay && this.options.days && this.#divider(message))));
      const follows = Boolean(before && !newDay && this.#sameVoice(before, message));
      day.append(this.#node(message, follows));
      before = message;
    }
    if (!ordered.length && this.options.empty) children.push(h("p", { class: "empty" }, this.options.empty));
    this.list.replaceChildren(...children);
  }

  toBottom(force = true) {
    const go = () => (this.scroller.scrollTop = this.scroller.scrollHeight);
    go();
    if (force) requestAnimationFrame(go);
  }

  /** Scroll to a message and mark it; false when it is not here. */
  show(ts) {
    const node = this.list.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
    if (!node) return false;
    for (const old of document.querySelectorAll(".message.highlight")) old.classList.remove("highlight");
    requestAnimationFrame(() => node.scrollIntoView({ block: "center" }));
    node.classList.add("highlight");
    setTimeout(() => node.classList.remove("highlight"), 4000);
    return true;
  }

  say(text) {
    const stick = this.#atBottom();
    this.status.hidden = !text;
    this.status.textContent = text || "";
    if (stick) this.toBottom();
  }

  #divider(message) {
    const name = dayName(fromTs(message.ts));
    return h("div", { class: "day", role: "separator", "aria-label": name }, h("span", {}, name));
  }

  #sameVoice(before, message) {
    if (before.ephemeral || message.ephemeral || isSystem(before) || isSystem(message) || before.subtype === "tombstone") return false;
    return author(before).id === author(message).id && author(before).name === author(message).name && message.ts - before.ts < GROUP_SECONDS && !before.reply_count;
  }

  #node(message, follows) {
    let node = this.nodes.get(message);
    if (!node) this.nodes.set(message, (node = messageNode(this.channel, message, this.options)));
    node.classList.toggle("follows", follows);
    return node;
  }

  #forget(ts) {
    this.nodes.delete(this.messages.get(ts));
  }

  /** What one wrote oneself, or was told alone, is looked for at once, wherever one was reading. */
  #isForMe = (message) => Boolean(message.ephemeral) || message.user === state.me;

  #isTall = (message) => this.nodes.get(message).offsetHeight > this.scroller.clientHeight;

  /** Something longer than the window is read from its first line. */
  #fromItsStart(message) {
    const go = () => this.nodes.get(message)?.scrollIntoView({ block: "start" });
    go();
    requestAnimationFrame(go);
  }

  #atBottom = () => this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < NEAR_BOTTOM;
}
