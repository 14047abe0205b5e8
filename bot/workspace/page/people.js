/* The people switcher: whom one plays, with a dot at everyone who has something unread. */

import { openDialog } from "./dialog.js";
import { avatar, displayName, h, icon, iconButton, patchList, uniqueId } from "./dom.js";

const subtitle = (user) => user.title || `@${user.handle ?? user.id}`;

/** The button that shows who is being played and opens the list; `render(directory)` redraws both. */
export function createPeople(choose) {
  const button = h("button", {
    type: "button",
    class: "people-switch",
    "data-testid": "people-switch",
    "aria-haspopup": "dialog",
    on: { click: () => open(parts, choose) },
  });
  const parts = { button, directory: null, list: null, filter: null };
  return {
    node: button,
    render: (directory) => {
      parts.directory = directory;
      drawButton(button, directory);
      if (parts.list?.isConnected) drawList(parts);
    },
  };
}

function drawButton(button, { me, playable }) {
  const waiting = playable.filter((user) => user.id !== me.id && user.unread).length;
  const others = waiting
    ? `${waiting} ${waiting === 1 ? "other has" : "others have"} something new`
    : "Nothing new for the others";
  button.setAttribute("aria-label", `Playing ${displayName(me)}. ${others}. Play another person`);
  button.replaceChildren(
    avatar(me),
    h(
      "span",
      { class: "who" },
      h("small", {}, "You are playing"),
      h("strong", {}, displayName(me)),
      h("span", { class: "title" }, subtitle(me)),
    ),
    ...(waiting ? [h("span", { class: "count" }, String(waiting))] : []),
    icon("chevron"),
  );
}

function open(parts, choose) {
  const title = uniqueId("people");
  parts.list = h("ul", { class: "people", role: "list", "data-testid": "people" });
  parts.filter = h("input", {
    type: "text",
    class: "filter",
    placeholder: "Find a person",
    "aria-label": "Find a person",
    autocomplete: "off",
    on: { input: () => drawList(parts) },
  });
  const close = () => dialog.close();
  const content = [
    h(
      "div",
      { class: "dialog-head" },
      h("h2", { id: title }, "Play another person"),
      iconButton("close", "Close", close),
    ),
    parts.filter,
    parts.list,
  ];
  const dialog = openDialog({ content, leave: close, labelledby: title, kind: "people-list", light: true });
  parts.choose = (id) => {
    close();
    choose(id);
  };
  dialog.node.addEventListener("keydown", (event) => arrows(event, parts));
  drawList(parts);
  parts.filter.focus();
}

function drawList(parts) {
  const { directory, filter, list } = parts;
  const sought = filter.value.trim().toLowerCase();
  const found = directory.playable.filter((user) =>
    `${displayName(user)} ${subtitle(user)}`.toLowerCase().includes(sought),
  );
  patchList(
    list,
    found.map((user) => ({
      key: user.id,
      sign: JSON.stringify([user, directory.me.id]),
      build: () => h("li", {}, personButton(user, directory.me.id === user.id, parts)),
    })),
  );
}

function personButton(user, current, parts) {
  return h(
    "button",
    {
      type: "button",
      "aria-current": current ? "true" : null,
      data: { user: user.id, focus: user.id },
      on: { click: () => parts.choose(user.id) },
    },
    avatar(user),
    h("span", { class: "who" }, h("strong", {}, displayName(user)), h("span", { class: "title" }, subtitle(user))),
    current ? icon("check") : null,
    user.unread ? h("span", { class: "dot" }, h("span", { class: "hidden" }, "unread")) : null,
  );
}

function arrows(event, { filter, list }) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const stops = [filter, ...list.querySelectorAll("button")];
  const at = stops.indexOf(document.activeElement) + step;
  stops[Math.max(0, Math.min(stops.length - 1, at))].focus();
}
