// Interactive elements of Block Kit outside of forms: buttons, overflow menus, feedback and icon buttons.

import { h, icon } from "./dom.js";
import { follow } from "./links.js";
import { textObject, textOf } from "./mrkdwn.js";
import { menu } from "./popover.js";

async function busy(node, work) {
  node.classList.add("busy");
  try {
    return await work();
  } finally {
    node.classList.remove("busy");
  }
}

export function button(element, block, surface) {
  const node = h("button", { type: "button", class: `btn ${element.style || ""}`, "aria-label": element.accessibility_label,
    data: { action: element.action_id } }, textObject(element.text));
  node.addEventListener("click", () => {
    if (node.classList.contains("busy")) return;
    if (element.url) follow(element.url);
    busy(node, () => surface.fire(block, element, { value: element.value }));
  });
  return node;
}

export function overflow(element, block, surface) {
  const node = h("button", { type: "button", class: "btn icon-only", "aria-label": "More options", "aria-haspopup": "menu", data: { action: element.action_id } }, icon("more"));
  node.addEventListener("click", () =>
    menu(node, (element.options || []).map((option) => ({
      text: textOf(option.text),
      hint: textOf(option.description),
      run: () => {
        if (option.url) follow(option.url);
        busy(node, () => surface.fire(block, element, { selected_option: option }));
      },
    })), "More options"));
  return node;
}

export function feedbackButtons(element, block, surface) {
  const side = (choice, drawn) => {
    const node = h("button", { type: "button", class: "feedback", "aria-pressed": "false", "aria-label": choice.accessibility_label, data: { action: element.action_id, value: choice.value } },
      icon(drawn), h("span", {}, textObject(choice.text)));
    node.addEventListener("click", () =>
      busy(node, async () => {
        if (!(await surface.fire(block, { ...element, text: choice.text }, { value: choice.value }))) return;
        for (const other of group.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === node));
      }));
    return node;
  };
  const group = h("span", { class: "feedback-group", role: "group" },
    element.positive_button && side(element.positive_button, "up"), element.negative_button && side(element.negative_button, "down"));
  return group;
}

export function iconButton(element, block, surface) {
  const drawn = element.icon === "trash" ? "trash" : "more";
  const node = h("button", { type: "button", class: "feedback", "aria-label": element.accessibility_label, data: { action: element.action_id } },
    icon(drawn), h("span", {}, textObject(element.text)));
  node.addEventListener("click", () => busy(node, () => surface.fire(block, element, { value: element.value })));
  return node;
}

export function imageElement(image) {
  const source = image.image_url || image.slack_file?.url || "";
  const instead = () => h("span", { class: "image-missing", role: "img", "aria-label": image.alt_text }, icon("image"), image.alt_text || "image");
  if (!/^(https?:|\/|data:image\/)/.test(source)) return instead();
  const node = h("img", { src: source, alt: image.alt_text || "", loading: "lazy", referrerpolicy: "no-referrer" });
  node.addEventListener("error", () => node.replaceWith(instead()));
  return node;
}
