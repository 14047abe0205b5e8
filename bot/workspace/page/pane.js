/* The main pane: where one is, its messages or the app's Home, and the composer. */

import { createComposer } from "./composer.js";
import { avatar, h, icon, iconButton } from "./dom.js";
import { createHome } from "./home.js";
import { createLog } from "./messages.js";
import { showDrawer } from "./sidebar.js";

/** The main pane. `deeds`: {send, commands, go, wire, card}; `render(state, directory, desk)` redraws and answers
 * what messages are new. */
export function createPane(deeds) {
  const parts = {
    head: h("div", { class: "pane-title" }),
    tabs: h("div", { class: "tabs", role: "tablist", "aria-label": "App" }),
    menu: iconButton("menu", "Open menu", () => showDrawer(true), { class: "icon-button menu-button only-phone" }),
    log: createLog("Messages"),
    home: createHome(),
    composer: createComposer({ send: deeds.send, commands: deeds.commands }),
    archived: h("p", { class: "empty", hidden: true }, "This channel is archived. Nothing can be said here."),
    waiting: h("p", { class: "waiting", role: "status" }, "Opening…"),
  };
  const node = h(
    "main",
    { id: "main", "aria-label": "Conversation" },
    h("header", { class: "pane-head" }, parts.menu, parts.head, parts.tabs, wireToggle(deeds.wire)),
    deeds.card,
    parts.waiting,
    parts.log.node,
    parts.home.node,
    parts.archived,
    parts.composer.node,
  );
  parts.tabs.addEventListener("keydown", (event) => tabKey(event, parts.tabs));
  return {
    node,
    focus: parts.composer.focus,
    render: (state, directory, desk) => draw(parts, state, directory, desk, deeds),
  };
}

function wireToggle(click) {
  const attributes = { type: "button", class: "wire-toggle", "aria-label": "On the wire", title: "On the wire", "aria-expanded": "false", "aria-controls": "wire" };
  return h(
    "button",
    { ...attributes, "data-wire-toggle": "", on: { click } },
    icon("wire"),
    h("span", {}, "On the wire"),
  );
}

function draw(parts, state, directory, desk, deeds) {
  const home = state.room === "home";
  const room = home ? directory.appRoom : directory.room(state.room);
  const others =
    directory.playable.some((user) => user.id !== directory.me.id && user.unread) ||
    directory.rooms.some((other) => other.unread && other.id !== state.room);
  parts.menu.classList.toggle("has-dot", others);
  parts.waiting.hidden = Boolean(state.seen);
  parts.log.node.hidden = home || !state.seen;
  parts.home.node.hidden = !home || !state.seen;
  parts.composer.node.hidden = home || !room || Boolean(room.archived);
  parts.archived.hidden = !room?.archived;
  drawHead(parts, room, home, deeds.go);
  if (!state.seen) return [];
  if (home) {
    parts.home.render(state.seen.home, desk);
    return [];
  }
  if (room) parts.composer.render(`${state.user}/${room.id}`, `Message ${room.partner ? room.name : `#${room.name}`}`);
  return room ? parts.log.render(desk.messages, desk) : [];
}

function drawHead(parts, room, home, go) {
  const unread = home && Boolean(room?.unread);
  const sign = JSON.stringify([room?.id, room?.name, home, unread]);
  if (parts.sign === sign) return;
  parts.sign = sign;
  const mark = room?.partner ? avatar(room.partner, "small") : icon("hash");
  parts.head.replaceChildren(
    ...(room ? [mark, h("h2", {}, room.name), room.partner?.is_bot ? h("span", { class: "badge" }, "App") : ""] : []),
  );
  parts.tabs.hidden = !room?.partner?.is_bot;
  const tab = (label, on, target, dotted = false) =>
    h(
      "button",
      {
        type: "button",
        role: "tab",
        "aria-selected": String(on),
        tabindex: on ? "0" : "-1",
        data: { focus: label },
        on: { click: () => go(target) },
      },
      label,
      dotted ? h("span", { class: "dot" }, h("span", { class: "hidden" }, "unread")) : null,
    );
  const focused = parts.tabs.contains(document.activeElement);
  parts.tabs.replaceChildren(tab("Home", home, "home"), tab("Messages", !home, room?.id, unread));
  if (focused) parts.tabs.querySelector("[aria-selected='true']").focus();
}

function tabKey(event, tabs) {
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  tabs.querySelector("[aria-selected='false']")?.click();
}
