/* Words to the person outside the conversation: short notices on screen and a quiet voice for screen readers. */

import { h, icon, iconButton } from "./dom.js";

const STAY = 9000;

const below = new Set();
const watching = new ResizeObserver(lift);

/** Keeps notices above a node at the window's lower edge, however tall it grows. */
export function keepAbove(node) {
  below.add(node);
  watching.observe(node);
}

/** Puts the shelf above all such nodes in sight. */
function lift() {
  const tops = [...below].filter((node) => node.offsetParent).map((node) => node.getBoundingClientRect().top);
  document.getElementById("notices").style.bottom = `${Math.max(20, innerHeight - Math.min(innerHeight, ...tops))}px`;
}

/** Shows a notice for some seconds; the same one twice is shown once. */
export function notice(text, kind = "trouble") {
  const shelf = document.getElementById("notices");
  for (const old of shelf.children) if (old.dataset.text === text) old.remove();
  const node = h(
    "div",
    { class: `notice ${kind}`, data: { text } },
    icon(kind === "trouble" ? "warn" : "check"),
    h("span", {}, text),
    iconButton("close", "Dismiss", () => node.remove()),
  );
  lift();
  shelf.append(node);
  setTimeout(() => node.remove(), STAY);
}

/** Says something to screen readers only. */
export function announce(text) {
  const voice = document.getElementById("voice");
  const line = h("p", {}, text);
  voice.append(line);
  setTimeout(() => line.remove(), STAY);
}
