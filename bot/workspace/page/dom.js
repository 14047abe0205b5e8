/* Building and patching the document. Text only ever goes in as text nodes, never as markup. */

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6L6 18",
  back: "M15 5l-7 7 7 7",
  chevron: "M6 9l6 6 6-6",
  hash: "M9 4L7 20M17 4l-2 16M4 9h16M3.5 15h16",
  app: "M5 5h6v6H5zM13 5h6v6h-6zM5 13h6v6H5zM13 13h6v6h-6z",
  send: "M4 12l16-8-6 16-3-7z",
  sun: "M12 8a4 4 0 100 8 4 4 0 000-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2",
  moon: "M20 14.5A8.5 8.5 0 119.5 4a7 7 0 0010.5 10.5z",
  eye: "M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12zM12 9a3 3 0 100 6 3 3 0 000-6z",
  thread: "M4 5h16v11H10l-4 4v-4H4z",
  check: "M5 12.5l4.5 4.5L19 7.5",
  wire: "M4 8h14l-4-4M20 16H6l4 4",
  restart: "M4 5v5h5M4.6 10A8 8 0 1112 20a8 8 0 01-7-4",
  guide: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v6M12 7.2v.6",
  down: "M12 5v14M6 13l6 6 6-6",
  dots: "M6 12h.01M12 12h.01M18 12h.01",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  warn: "M12 4l9 16H3zM12 10v4M12 17v.2",
};

/** An element with attributes, listeners (`on`), data (`data`) and children; strings become text nodes. */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(node, name, value);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function setAttribute(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "on") for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
  else if (name === "data") Object.assign(node.dataset, value);
  else if (name === "value" || name === "checked" || name === "selected") node[name] = value;
  else node.setAttribute(name, value === true ? "" : String(value));
}

/** A decorative line icon; the name or label beside it carries the meaning. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A button showing only an icon, named for screen readers and on hover. */
export function iconButton(name, label, click, attributes = {}) {
  return h(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, on: { click }, ...attributes },
    icon(name),
  );
}

/** A round mark with a person's initials, coloured by their id; an app gets a square one. */
export function avatar(user, size = "") {
  const name = displayName(user);
  const initials = name
    .split(/\s+/)
    .map((word) => [...word][0] ?? "")
    .slice(0, 2)
    .join("")
    .toUpperCase();
  const hue = [...(user?.id ?? "?")].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7) % 8;
  return h(
    "span",
    { class: `avatar hue-${hue} ${user?.is_bot ? "is-app" : ""} ${size}`, "aria-hidden": "true" },
    user?.is_bot ? icon("app") : initials,
  );
}

/** What a person is called on screen. */
export function displayName(user) {
  return user?.name || user?.id || "Someone";
}

/** Makes `parent` hold one node an item, reusing by key, rebuilding only where the signature changed, so that
 * focus, scroll and half-typed text elsewhere stay. `items`: [{key, sign, build}]. */
export function patchList(parent, items) {
  const old = new Map([...parent.children].map((child) => [child.patchKey, child]));
  const wanted = new Set(items.map((item) => item.key));
  // What goes is taken out first: a node that has to be moved past it would lose its focus.
  for (const [key, child] of old) if (!wanted.has(key)) child.remove();
  let place = parent.firstElementChild;
  for (const item of items) {
    let node = old.get(item.key);
    if (node?.patchSign !== item.sign) {
      const built = Object.assign(item.build(), { patchKey: item.key, patchSign: item.sign });
      if (node && node === place) place = built;
      if (node) swap(node, built);
      node = built;
    }
    if (node === place) place = place.nextElementSibling;
    else parent.insertBefore(node, place);
  }
}

/** Puts `built` in `node`'s place; focus that was inside stays on the same control, else goes to the new node. */
export function swap(node, built) {
  const focused = node.contains(document.activeElement) ? document.activeElement : null;
  const selection = focused && "selectionStart" in focused ? [focused.selectionStart, focused.selectionEnd] : null;
  node.replaceWith(built);
  if (!focused) return;
  const twin = focused.dataset.focus && built.querySelector(`[data-focus="${CSS.escape(focused.dataset.focus)}"]`);
  const target = twin || (built.tabIndex >= 0 || built.hasAttribute("tabindex") ? built : null);
  target?.focus({ preventScroll: true });
  if (twin && selection && selection[0] !== null && twin.value === focused.value)
    twin.setSelectionRange?.(...selection);
}

/** A short id for tying labels to controls, unique on the page. */
export function uniqueId(prefix = "x") {
  uniqueId.last = (uniqueId.last ?? 0) + 1;
  return `${prefix}-${uniqueId.last}`;
}
