// Small dialogs that ask one thing, and short notices.

import { append, byId, freshId, h } from "./dom.js";
import { textObject, textOf } from "./mrkdwn.js";

/** Ask with a confirm object of Block Kit; resolves to true or false. */
export function confirmed(question) {
  const titleId = freshId("ask");
  return new Promise((resolve) => {
    let answer = false;
    const close = (value) => () => {
      answer = value;
      dialog.close();
    };
    const yes = h("button", { type: "button", class: `btn ${question.style || "primary"}`, onclick: close(true) }, textOf(question.confirm) || "Yes");
    const dialog = h("dialog", { class: "ask", role: "dialog", "aria-modal": "true", "aria-labelledby": titleId },
      h("h2", { id: titleId }, textOf(question.title) || "Are you sure?"),
      h("div", { class: "ask-text" }, textObject(question.text)),
      h("div", { class: "ask-buttons" },
        h("button", { type: "button", class: "btn", onclick: close(false) }, textOf(question.deny) || "Cancel"), yes));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
    yes.focus();
  });
}

/** A sentence at the bottom of the page that goes away by itself. */
export function notice(text, kind = "") {
  const node = h("div", { class: `notice ${kind}`, role: "status" }, text);
  append(byId("notices"), [node]);
  setTimeout(() => node.remove(), 6000);
}
