/* Dialogs over the page: what lies beneath is inert, Tab stays inside, Esc leaves, focus comes back. */

import { h, icon, iconButton, uniqueId } from "./dom.js";
import { textNodes, words } from "./mrkdwn.js";

const REACHABLE = "a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex='0']";
const stack = [];

/** Opens a dialog holding `content`; `leave` is called on Esc and, if `light`, on a click outside.
 * Answers {node, close}. */
export function openDialog({ content, leave, labelledby, label, kind = "", light = false, role = "dialog" }) {
  const node = h(
    "div",
    { role, class: "dialog", "aria-modal": "true", "aria-labelledby": labelledby, "aria-label": label, tabindex: "-1" },
    content,
  );
  const shade = h("div", { class: `shade ${kind}` }, node);
  shade.addEventListener("mousedown", (event) => light && event.target === shade && leave());
  shade.addEventListener("keydown", (event) => onKey(event, node, leave));
  const opener = document.activeElement;
  const layer = { shade, opener, message: opener?.closest("[data-ts]")?.dataset.ts };
  stack.push(layer);
  document.getElementById("layers").append(shade);
  settle();
  return { node, close: () => close(layer) };
}

/** Whether any dialog is open. */
export const dialogOpen = () => stack.length > 0;

function close(layer) {
  const place = stack.indexOf(layer);
  if (place < 0) return;
  stack.splice(place, 1);
  layer.shade.remove();
  settle();
  home(layer)?.focus({ preventScroll: true });
}

/** Where focus goes after a dialog: to what opened it, or the message that stood there, or the composer. */
function home({ opener, message }) {
  if (opener?.isConnected && opener !== document.body) return opener;
  return (
    (message && document.querySelector(`[data-ts="${CSS.escape(message)}"]`)) ||
    document.querySelector("#main textarea")
  );
}

/** Makes everything but the topmost dialog inert. */
function settle() {
  document.getElementById("app").inert = stack.length > 0;
  stack.forEach((layer, index) => {
    layer.shade.inert = index < stack.length - 1;
  });
}

function onKey(event, node, leave) {
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    leave();
  }
  if (event.key !== "Tab") return;
  const reachable = [...node.querySelectorAll(REACHABLE)].filter((element) => element.offsetParent !== null);
  const edge = event.shiftKey ? reachable[0] : reachable.at(-1);
  const inside = reachable.includes(document.activeElement);
  if (inside && document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? reachable.at(-1) : reachable[0])?.focus();
}

/** Puts focus on the first thing to fill in, else the first to press, else the dialog. */
export function focusFirst(root, dialog) {
  const inside = (selector) => [...root.querySelectorAll(selector)].find((element) => element.offsetParent !== null);
  (inside("input, select, textarea") ?? inside("button, a[href]") ?? dialog).focus();
}

/** Asks Block Kit's confirm question {title, text, confirm, deny, style}; answers whether it was confirmed. */
export function confirm(question, names) {
  return new Promise((resolve) => {
    const title = uniqueId("confirm");
    const settleWith = (answer) => () => {
      dialog.close();
      resolve(answer);
    };
    const yes = h(
      "button",
      {
        type: "button",
        class: `button ${question.style === "danger" ? "danger" : "primary"}`,
        on: { click: settleWith(true) },
      },
      words(question.confirm) || "Yes",
    );
    const no = h(
      "button",
      { type: "button", class: "button", on: { click: settleWith(false) } },
      words(question.deny) || "Cancel",
    );
    const content = [
      h("h2", { id: title }, words(question.title) || "Are you sure?"),
      h("div", { class: "text dialog-body" }, textNodes(question.text, names)),
      h("div", { class: "dialog-foot" }, no, yes),
    ];
    const dialog = openDialog({
      content,
      leave: settleWith(false),
      labelledby: title,
      kind: "small",
      light: true,
      role: "alertdialog",
    });
    yes.focus();
  });
}

/** Shows a picture as large as the window allows. */
export function enlarge(address, alt) {
  const shut = iconButton("close", "Close picture", () => dialog.close());
  const open = h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, icon("file"), "Open by itself");
  const content = [
    h("div", { class: "lightbox-bar" }, open, shut),
    h("div", { class: "lightbox-picture" }, h("img", { src: address, alt })),
  ];
  const dialog = openDialog({
    content,
    leave: () => dialog.close(),
    label: alt || "Picture",
    kind: "lightbox",
    light: true,
  });
  shut.focus();
}
