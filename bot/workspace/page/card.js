/* The one card of the first visit: what to try, with buttons that go there. */

import { h, iconButton } from "./dom.js";

const KEY = "card folded";

/** The card: whole, a slim bar with how things stand once a step was pressed, or hidden. `deeds`: {go(user, channel), press(button id)};
 * `render(card)` redraws; `show()` brings it back. */
export function createCard(deeds) {
  const node = h("section", { class: "card", "aria-labelledby": "card-title", hidden: true });
  const parts = { node, deeds, card: null };
  return {
    node,
    render: (card) => {
      if (JSON.stringify(card) === JSON.stringify(parts.card)) return;
      parts.card = card;
      draw(parts);
    },
    show: () => {
      fold(parts, null);
      node.querySelector("h2")?.focus();
    },
  };
}

/** Keeps how the card is folded, "slim", "hidden" or null, through a reload. */
function fold(parts, how) {
  if (how) localStorage.setItem(KEY, how);
  else localStorage.removeItem(KEY);
  draw(parts);
}

function draw(parts) {
  const { node, card } = parts;
  const folded = localStorage.getItem(KEY);
  const slim = folded === "slim";
  node.hidden = !card || (folded !== null && !slim);
  node.classList.toggle("slim", slim);
  if (!card) return;
  const held = node.contains(document.activeElement) ? document.activeElement.textContent : null;
  const turned = () => fold(parts, slim ? null : "slim");
  const turn = iconButton("chevron", slim ? "Show these steps" : "Fold these steps", turned, {
    class: "icon-button turn",
    "aria-expanded": String(!slim),
  });
  const head = h(
    "div",
    { class: "card-head" },
    h("h2", { id: "card-title", tabindex: "-1" }, card.title),
    slim ? h("span", { class: "card-now" }, card.note ?? card.text) : null,
    turn,
    iconButton("close", "Hide these steps", () => fold(parts, "hidden")),
  );
  node.replaceChildren(head, ...(slim ? [] : contents(parts)));
  if (held === null) return;
  const same = [...node.querySelectorAll("button.button")].find((one) => one.textContent === held);
  (same ?? turn).focus();
}

function contents(parts) {
  const { card, deeds } = parts;
  const goTo = (action) => {
    fold(parts, "slim");
    deeds.go(action.as, action.channel);
  };
  const step = ({ text, action }) =>
    h(
      "li",
      {},
      h("span", {}, text),
      action
        ? h("button", { type: "button", class: "button primary", on: { click: () => goTo(action) } }, action.label)
        : null,
    );
  const own = (card.buttons ?? []).map((button) =>
    h(
      "button",
      { type: "button", class: "button", on: { click: (event) => pressOnce(event.currentTarget, deeds, button.id) } },
      button.label,
    ),
  );
  return [
    card.text ? h("p", { class: "card-text" }, card.text) : null,
    card.steps?.length ? h("ol", {}, card.steps.map(step)) : null,
    own.length || card.note ? h("div", { class: "card-foot" }, own, card.note ? h("small", {}, card.note) : null) : null,
  ].filter(Boolean);
}

async function pressOnce(button, deeds, id) {
  if (button.getAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  await deeds.press(id);
  button.removeAttribute("aria-busy");
}
