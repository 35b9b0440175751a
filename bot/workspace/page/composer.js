// Where one writes: Enter sends, Shift+Enter breaks the line, "/" lists commands, "@" and "#" complete names.

import { api } from "./api.js";
import { h, icon } from "./dom.js";
import { pickEmoji } from "./picker.js";
import { emit, state } from "./state.js";
import { Suggestions } from "./suggestions.js";

const BIGGEST_FILE = 1_000_000;

export class Composer {
  /** place: {channel, thread_ts?, label, sent?(ts), broadcastTo?} */
  constructor(place) {
    this.place = place;
    this.file = null;
    this.area = h("textarea", { rows: 1, "aria-label": place.label, placeholder: place.label, autocomplete: "off" });
    this.refusal = h("div", { class: "refusal", role: "alert", hidden: true });
    this.sendButton = h("button", { type: "button", class: "send", "aria-label": "Send", title: "Send (Enter)", disabled: true, onclick: () => this.send() }, icon("send"));
    this.chosen = h("div", { class: "chosen-file", hidden: true });
    this.broadcast = place.broadcastTo ? h("input", { type: "checkbox", id: "also-send" }) : null;
    this.suggestions = new Suggestions(this.area);
    this.picker = h("input", { type: "file", hidden: true, accept: ".txt,.md,.csv,.json,.log,.vtt,.srt,text/*", onchange: () => this.#take() });
    this.node = h("div", { class: "composer" }, this.suggestions.node, this.refusal,
      h("div", { class: "composer-box" }, this.area, this.chosen, this.#bar()),
      this.broadcast && h("div", { class: "also-send" }, this.broadcast, h("label", { for: "also-send" }, `Also send to ${place.broadcastTo}`)));
    this.area.addEventListener("input", () => this.#changed());
    this.area.addEventListener("keydown", (event) => this.#key(event));
  }

  focus() {
    this.area.focus();
  }

  /** Puts a text there for the person to send, in place of what stood there. */
  fill(text) {
    this.area.value = text;
    this.#changed();
    this.suggestions.hide();
    this.focus();
  }

  #bar() {
    const tool = (label, drawn, run) => {
      const made = h("button", { type: "button", "aria-label": label, title: label, onclick: () => run(made) }, drawn);
      return made;
    };
    const wrap = (mark) => () => {
      const { selectionStart: from, selectionEnd: to, value } = this.area;
      this.area.setRangeText(mark + value.slice(from, to) + mark, from, to, "end");
      if (from === to) this.area.selectionStart = this.area.selectionEnd = from + mark.length;
      this.#changed();
      this.focus();
    };
    return h("div", { class: "composer-bar" },
      tool("Attach a text file", icon("plus"), () => this.picker.click()), this.picker,
      tool("Bold", h("b", {}, "B"), wrap("*")), tool("Italic", h("i", {}, "I"), wrap("_")), tool("Strikethrough", h("s", {}, "S"), wrap("~")), tool("Code", icon("code"), wrap("`")),
      h("span", { class: "bar-line" }),
      tool("Emoji", icon("react"), (anchor) => pickEmoji(anchor, (name) => this.#insert(`:${name}: `))),
      tool("Mention somebody", "@", () => this.#insert("@")),
      tool("Run a command", "/", () => !this.area.value && this.#insert("/")),
      h("span", { class: "grow" }), this.sendButton);
  }

  #insert(text) {
    this.focus();
    this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end");
    this.#changed();
  }

  #changed() {
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(this.area.scrollHeight, 240)}px`;
    this.sendButton.disabled = !this.area.value.trim() && !this.file;
    this.#refuse("");
    this.suggestions.update();
  }

  #key(event) {
    if (event.isComposing) return;
    if (this.suggestions.key(event)) return void event.preventDefault();
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" && !this.area.value) {
      emit("edit-last", this.place);
    }
  }

  #refuse(text) {
    this.refusal.textContent = text;
    this.refusal.hidden = !text;
  }

  async #take() {
    const [file] = this.picker.files;
    this.picker.value = "";
    if (!file) return;
    if (file.size > BIGGEST_FILE) return this.#refuse("That file is larger than 1 MB; the local workspace takes small text files only.");
    this.file = { name: file.name, content: await file.text() };
    this.chosen.hidden = false;
    this.chosen.replaceChildren(icon("file"), h("span", {}, file.name),
      h("button", { type: "button", class: "quiet", onclick: () => this.#clearFile() }, "Remove"));
    this.sendButton.disabled = false;
  }

  #clearFile() {
    this.file = null;
    this.chosen.hidden = true;
    this.sendButton.disabled = !this.area.value.trim();
  }

  async send() {
    const text = this.area.value.trim();
    if (!text && !this.file) return;
    const command = text.match(/^(\/[a-z][\w-]*)(?:\s+([^]*))?$/i);
    if (command && !(await this.#mayRun(command[1]))) return;
    const kept = this.area.value;
    this.area.value = "";
    this.#changed();
    try {
      if (command) await api.command(this.place.channel, command[1].toLowerCase(), command[2] || "");
      else await this.#post(text);
    } catch (problem) {
      if (!this.area.value && !command) this.area.value = kept;
      this.#changed();
      this.#refuse(problem.message);
    }
  }

  async #post(text) {
    const { channel, thread_ts } = this.place;
    const file = this.file || undefined;
    const answer = await api.post({ channel, text, thread_ts, broadcast: this.broadcast?.checked || undefined, file });
    this.#clearFile();
    if (this.broadcast) this.broadcast.checked = false;
    this.place.sent?.(answer.ts);
  }

  #mayRun(name) {
    if (this.place.thread_ts) {
      this.#refuse(`${name} is not supported in threads. Sorry!`);
      return false;
    }
    if (state.commands.some(({ command }) => command === name.toLowerCase())) return true;
    this.#refuse(`${name} is not a valid command. Messages that start with a "/" are read as commands; put a space before it to send it as text.`);
    return false;
  }
}
