/* The one card of the first visit: what to try, with buttons that go there. */

import { h, iconButton } from "./dom.js";

const KEY = "card folded";

/** The card. `deeds`: {go(user, channel), press(button id)}; `render(card)` redraws; `show()` brings it back. */
export function createCard(deeds) {
  const node = h("section", { class: "card", "aria-labelledby": "card-title", hidden: true });
  let last = null;
  const fold = (folded) => {
    if (folded) localStorage.setItem(KEY, "yes");
    else localStorage.removeItem(KEY);
    node.hidden = folded || !last;
  };
  const render = (card) => {
    const sign = JSON.stringify(card);
    if (sign === last) return;
    last = card ? sign : null;
    node.hidden = !card || localStorage.getItem(KEY) !== null;
    if (card) node.replaceChildren(...contents(card, deeds, fold));
  };
  return {
    node,
    render,
    show: () => {
      fold(false);
      node.querySelector("h2")?.focus();
    },
  };
}

function contents(card, deeds, fold) {
  const goTo = (action) => {
    if (matchMedia("(max-width: 760px)").matches) fold(true);
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
    h(
      "div",
      { class: "card-head" },
      h("h2", { id: "card-title", tabindex: "-1" }, card.title),
      iconButton("close", "Hide these steps", () => fold(true)),
    ),
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
