/* The foldable panel that shows what really goes over the wire, newest last. */

import * as api from "./api.js";
import { h, icon, iconButton, patchList } from "./dom.js";
import { notice } from "./notices.js";

const KEPT = 400;
const PACE = 1500;

/** The wire panel. `toggle()` opens or folds it, `look()` fetches what is new if it is open, `clear()` empties it. */
export function createWire() {
  const list = h("div", {
    class: "wire-list",
    role: "log",
    "aria-live": "off",
    "aria-label": "Payloads",
    tabindex: "0",
  });
  const empty = h("p", { class: "empty" }, "Nothing has gone over the wire yet.");
  const node = h("section", { id: "wire", "aria-label": "On the wire", hidden: true, "data-testid": "wire" });
  const parts = { node, list, empty, entries: [], timer: 0, looking: false };
  node.append(
    h(
      "div",
      { class: "wire-head" },
      h("h2", {}, "On the wire"),
      h("p", {}, "The real payloads between the workspace and the app"),
      iconButton("close", "Fold the wire panel", () => toggle(parts)),
    ),
    empty,
    list,
  );
  node.addEventListener("keydown", (event) => event.key === "Escape" && toggle(parts));
  return {
    node,
    toggle: () => toggle(parts),
    look: () => look(parts),
    clear: () => draw(Object.assign(parts, { entries: [] })),
  };
}

function toggle(parts) {
  const open = parts.node.hidden;
  parts.node.hidden = !open;
  clearInterval(parts.timer);
  document
    .querySelectorAll("[data-wire-toggle]")
    .forEach((button) => button.setAttribute("aria-expanded", String(open)));
  if (!open) return;
  parts.timer = setInterval(() => look(parts), PACE);
  look(parts);
}

async function look(parts) {
  if (parts.node.hidden || parts.looking || document.hidden) return;
  parts.looking = true;
  try {
    const { lines } = await api.wire(parts.entries.at(-1)?.n ?? 0);
    if (lines.length) {
      parts.entries = [...parts.entries, ...lines].slice(-KEPT);
      draw(parts);
    }
  } catch (error) {
    notice(error.message);
  } finally {
    parts.looking = false;
  }
}

function draw({ list, empty, entries }) {
  const stick = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  empty.hidden = entries.length > 0;
  patchList(
    list,
    entries.map((entry) => ({ key: entry.n, sign: "", build: () => entryNode(entry) })),
  );
  if (stick) list.scrollTop = list.scrollHeight;
}

/** One entry; its payload is written out only when it is unfolded. */
function entryNode(entry) {
  const toApp = entry.direction === "to app";
  const payload = h("pre", { tabindex: "0" });
  const node = h(
    "details",
    { class: toApp ? "to-app" : "from-app" },
    h(
      "summary",
      {},
      h("span", { class: "direction" }, icon("send"), toApp ? "to app" : "from app"),
      h("span", { class: "what" }, entry.what, h("span", { class: "kind" }, kind(entry.payload))),
      h("time", {}, time(entry.at)),
    ),
    payload,
  );
  node.addEventListener("toggle", () => {
    if (node.open) payload.textContent = JSON.stringify(entry.payload, null, 2);
  });
  return node;
}

/** What the payload is about, in Slack's own word. */
function kind(payload) {
  const inner = payload?.payload ?? payload ?? {};
  return inner.event?.type ?? inner.command ?? inner.type ?? inner.error ?? "";
}

const time = (seconds) => new Date(seconds * 1000).toLocaleTimeString(undefined, { hour12: false });
