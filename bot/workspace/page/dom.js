// Elements from plain calls. Text always becomes a text node, so foreign text can never become markup.

const SVG = "http://www.w3.org/2000/svg";

function attach(node, attrs, children) {
  for (const [key, value] of Object.entries(attrs || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "data") Object.assign(node.dataset, value);
    else if (key === "value" && "value" in node) node.value = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  append(node, children);
  return node;
}

export function append(node, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === undefined || child === null || child === false || child === "") continue;
    node.append(child instanceof Node ? child : String(child));
  }
  return node;
}

/** h("p", {class: "x", onclick: f}, "text", node, [more]) */
export const h = (tag, attrs, ...children) => attach(document.createElement(tag), attrs, children);
export const svg = (tag, attrs, ...children) => attach(document.createElementNS(SVG, tag), attrs, children);

/** An icon of icons.svg, hidden from screen readers. */
export const icon = (name) =>
  svg("svg", { class: "icon", "aria-hidden": "true", viewBox: "0 0 20 20" }, svg("use", { href: `/page/icons.svg#${name}` }));

export function replace(node, ...children) {
  node.replaceChildren();
  return append(node, children);
}

export const byId = (id) => document.getElementById(id);

let serial = 0;
export const freshId = (stem) => `${stem}-${++serial}`;
