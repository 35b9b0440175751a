// One small floating panel at a time: menus, the emoji picker, profile cards.

import { h } from "./dom.js";

let open = null;

export function closePopover() {
  if (!open) return false;
  const { panel, anchor, onclose } = open;
  open = null;
  panel.remove();
  anchor.setAttribute?.("aria-expanded", "false");
  onclose?.();
  return true;
}

/** Show content beside an element; a second call with the same element closes it. */
export function popover(anchor, content, { label, role = "dialog", onclose } = {}) {
  const again = open && open.anchor === anchor;
  closePopover();
  if (again) return null;
  const panel = h("div", { class: "popover", role, "aria-label": label }, content);
  (anchor.closest("dialog") || document.body).append(panel);
  const box = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const top = box.bottom + height + 12 > innerHeight ? Math.max(8, box.top - height - 6) : box.bottom + 6;
  panel.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
  panel.style.top = `${top}px`;
  anchor.setAttribute?.("aria-expanded", "true");
  open = { panel, anchor, onclose };
  panel.querySelector("input, button")?.focus();
  return panel;
}

/** entries: {text, hint?, danger?, run} or "-" for a line. */
export function menu(anchor, entries, label = "More actions") {
  const item = (entry) =>
    entry === "-"
      ? h("hr")
      : h("button", { type: "button", role: "menuitem", class: entry.danger ? "danger" : "", onclick: () => (closePopover(), entry.run()) },
          h("span", {}, entry.text), entry.hint && h("small", {}, entry.hint));
  return popover(anchor, entries.map(item), { label, role: "menu" });
}

addEventListener("mousedown", (event) => {
  if (open && !open.panel.contains(event.target) && !open.anchor.contains?.(event.target)) closePopover();
});
addEventListener("keydown", (event) => {
  if (!open) return;
  if (event.key === "Escape") {
    event.stopPropagation();
    event.preventDefault();
    const { anchor } = open;
    closePopover();
    anchor.focus?.();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const items = [...open.panel.querySelectorAll("[role=menuitem]")];
    if (!items.length) return;
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  }
}, true);
