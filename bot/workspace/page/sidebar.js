/* The sidebar: workspace, who is played, where one can go, and the page's own tools. On a phone it is a drawer. */

import { h, icon, iconButton, patchList } from "./dom.js";
import { createPeople } from "./people.js";
import { toggleTheme } from "./theme.js";

/** The sidebar. `deeds`: {go(room), play(user), wire(), guide(), startOver()}; `render(state, directory)` redraws. */
export function createSidebar(deeds) {
  const team = h("h1", { class: "team" });
  const people = createPeople(leaving(deeds.play));
  const rooms = h("nav", { class: "rooms", "aria-label": "Conversations" });
  const guide = tool("guide", "First steps", leaving(deeds.guide));
  const theme = iconButton("moon", "Switch between light and dark", toggleTheme, { class: "icon-button theme" });
  theme.append(icon("sun"));
  const node = h(
    "aside",
    { id: "sidebar", "aria-label": "Workspace" },
    h(
      "div",
      { class: "sidebar-head" },
      team,
      theme,
      iconButton("close", "Close menu", () => showDrawer(false), { class: "icon-button only-phone" }),
    ),
    people.node,
    rooms,
    h(
      "div",
      { class: "tools" },
      guide,
      tool("wire", "On the wire", leaving(deeds.wire)),
      tool("restart", "Start over", leaving(deeds.startOver)),
    ),
  );
  const render = (state, directory) => {
    team.textContent = state.play.team.name;
    guide.hidden = !state.play.card;
    people.render(directory);
    patchList(rooms, sections(state, directory, leaving(deeds.go)));
  };
  return { node, render };
}

/** The deed, done after the drawer is shut. */
function leaving(deed) {
  return (...where) => {
    showDrawer(false);
    deed(...where);
  };
}

const tool = (name, label, click) => h("button", { type: "button", class: "tool", on: { click } }, icon(name), label);

function sections(state, directory, go) {
  const apps = directory.rooms.filter((room) => room.partner?.is_bot);
  const channels = directory.rooms.filter((room) => room.kind === "channel");
  const direct = directory.rooms.filter((room) => room.partner && !room.partner.is_bot);
  return [
    ["Apps", apps, "app"],
    ["Channels", channels, "hash"],
    ["Direct messages", direct, "thread"],
  ]
    .filter(([, rooms]) => rooms.length)
    .map(([title, rooms, mark]) => ({
      key: title,
      sign: JSON.stringify([rooms, state.room]),
      build: () =>
        h(
          "section",
          { "aria-label": title },
          h("h2", {}, title),
          h(
            "ul",
            {},
            rooms.map((room) => h("li", {}, roomButton(room, mark, state, go))),
          ),
        ),
    }));
}

function roomButton(room, mark, state, go) {
  const current = state.room === room.id || (state.room === "home" && room.partner?.is_bot);
  return h(
    "button",
    {
      type: "button",
      class: room.unread ? "has-unread" : "",
      "aria-current": current ? "page" : null,
      data: { room: room.id, focus: room.id },
      on: { click: () => go(room.id) },
    },
    icon(mark),
    h("span", { class: "name" }, room.name),
    room.unread ? h("span", { class: "dot" }, h("span", { class: "hidden" }, "unread")) : null,
  );
}

const NARROW = matchMedia("(max-width: 760px)");

/** Opens or closes the phone's drawer; what is out of sight is out of reach. */
export function showDrawer(open) {
  document.documentElement.classList.toggle("drawer", open);
  const sidebar = document.getElementById("sidebar");
  const main = document.getElementById("main");
  sidebar.inert = NARROW.matches && !open;
  main.inert = NARROW.matches && open;
  if (!NARROW.matches) return;
  (open ? sidebar.querySelector(".people-switch") : main.querySelector(".menu-button"))?.focus();
}

/** Makes the drawer fit the window: shut on a phone, always there on a wide screen. */
export function fitDrawer() {
  document.getElementById("sidebar").inert = NARROW.matches;
  document.getElementById("main").inert = false;
  document.documentElement.classList.remove("drawer");
}

NARROW.addEventListener("change", fitDrawer);
