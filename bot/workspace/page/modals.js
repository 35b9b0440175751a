// Modal views: a stack of dialogs, of which the top one is open.

import { api } from "./api.js";
import { renderBlocks } from "./blocks.js";
import { freshId, h, icon } from "./dom.js";
import { complaint } from "./inputs.js";
import { textOf } from "./mrkdwn.js";
import { emit, state } from "./state.js";
import { Surface } from "./surface.js";

const stack = []; // [{view, surface, dialog}]

const find = (id) => stack.findIndex((entry) => entry.view.id === id);
const top = () => stack[stack.length - 1];

export function openView(view) {
  const known = find(view.id);
  if (known >= 0) return updateView(view);
  top()?.dialog.close();
  const titleId = freshId("modal");
  const dialog = h("dialog", { class: "modal", role: "dialog", "aria-modal": "true", "aria-labelledby": titleId });
  const entry = { view, dialog, titleId, surface: null };
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    dismiss(entry, false);
  });
  stack.push(entry);
  draw(entry);
  document.body.append(dialog);
  reveal(entry);
}

export function updateView(view) {
  const entry = stack[find(view.id)];
  if (!entry) return openView(view);
  entry.view = view;
  const active = document.activeElement?.dataset?.action;
  draw(entry);
  if (entry !== top()) return;
  if (active) entry.dialog.querySelector(`[data-action="${CSS.escape(active)}"]`)?.focus();
  else focusFirst(entry);
}

function reveal(entry) {
  entry.dialog.showModal();
  focusFirst(entry);
}

function focusFirst(entry) {
  (entry.dialog.querySelector("[autofocus]") || entry.dialog.querySelector(".input .field, .input input"))?.focus();
}

/** Take a view away; the one below comes up again. */
export function dropView(id) {
  const at = find(id);
  if (at < 0) return;
  const [entry] = stack.splice(at, 1);
  const wasTop = at === stack.length;
  entry.dialog.close();
  entry.dialog.remove();
  if (wasTop && top()) reveal(top());
}

export function dropAll() {
  while (stack.length) {
    const entry = stack.pop();
    entry.dialog.close();
    entry.dialog.remove();
  }
}

function dismiss(entry, cleared) {
  const id = entry.view.id;
  const all = cleared || entry.view.clear_on_close;
  if (all) dropAll();
  else dropView(id);
  api.close(id, Boolean(all)).catch((problem) => emit("problem", problem.message));
}

function draw(entry) {
  const { view, dialog, titleId } = entry;
  const former = entry.surface;
  entry.surface = new Surface({ type: "view", view_id: view.id });
  const scroll = dialog.querySelector(".modal-body")?.scrollTop || 0;
  const blocks = renderBlocks(view.blocks, entry.surface);
  if (former) entry.surface.inherit(former);
  const submit = view.submit && h("button", { type: "submit", class: "btn primary" }, textOf(view.submit));
  const form = h("form", { novalidate: true, onsubmit: (event) => {
    event.preventDefault();
    send(entry, submit);
  } },
    h("header", { class: "modal-head" },
      h("img", { src: "/page/because.svg", alt: "", class: "modal-icon" }),
      h("h2", { id: titleId }, textOf(view.title)),
      h("button", { type: "button", class: "round", "aria-label": "Close dialog", onclick: () => dismiss(entry, stack.length > 1) }, icon("close"))),
    h("div", { class: "modal-body" }, blocks),
    h("p", { class: "modal-problem", role: "alert", hidden: true }),
    h("footer", { class: "modal-foot" },
      h("span", { class: "hint grow" }, state.app.name),
      h("button", { type: "button", class: "btn", onclick: () => dismiss(entry, false) }, textOf(view.close) || (submit ? "Cancel" : "Close")),
      submit));
  dialog.replaceChildren(form);
  dialog.querySelector(".modal-body").scrollTop = scroll;
}

/** Slack's own checks before anything is sent; true when all is well. */
function complete({ surface }) {
  let first = null;
  for (const { block, fail, focus } of surface.fields.values()) {
    const item = block.element;
    const input = surface.inputs.get(`${block.block_id}\n${item.action_id}`);
    const value = input && Object.values(input.read())[0];
    const empty = value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length) || (typeof value === "string" && !value.trim());
    const message = empty && !block.optional ? "Please complete this required field." : complaint(item, value);
    fail(message);
    if (message) first ||= focus;
  }
  first?.();
  return !first;
}

function showErrors({ surface }, errors) {
  let first = null;
  for (const [block, message] of Object.entries(errors)) {
    const field = surface.fields.get(block);
    field?.fail(message);
    first ||= field?.focus;
  }
  first?.();
}

async function send(entry, button) {
  if (button.disabled || !complete(entry)) return;
  const problem = entry.dialog.querySelector(".modal-problem");
  problem.hidden = true;
  button.disabled = true;
  button.classList.add("busy");
  try {
    const answer = await api.submit(entry.view.id, entry.surface.values());
    if (answer.errors) showErrors(entry, answer.errors);
    else if (answer.view) openView(answer.view);
    else if (answer.clear || answer.cleared) dropAll();
    else dropView(entry.view.id);
  } catch (failure) {
    problem.textContent = failure.message;
    problem.hidden = false;
  } finally {
    button.disabled = false;
    button.classList.remove("busy");
  }
}
