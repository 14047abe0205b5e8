/* Where one types: Enter sends, drafts stay with their conversation, a slash offers the app's commands. */

import { h, icon, uniqueId } from "./dom.js";
import { keepAbove } from "./notices.js";

/** The drafts of this tab, by conversation; they live through a reload. */
export const drafts = {
  read: (room) => sessionStorage.getItem(`draft ${room}`) ?? "",
  write: (room, text) =>
    text ? sessionStorage.setItem(`draft ${room}`, text) : sessionStorage.removeItem(`draft ${room}`),
  clear: () => sessionStorage.clear(),
};

/** A composer. `send(room, text)` answers whether it was taken, perhaps later; `commands()` lists the slash commands
 * to offer, none in a thread. */
export function createComposer({ send, commands }) {
  const list = h("ul", {
    class: "options completion",
    role: "listbox",
    id: uniqueId("commands"),
    "aria-label": "Commands",
    hidden: true,
  });
  const box = h("textarea", {
    rows: 1,
    autocomplete: "off",
    "aria-controls": list.id,
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    role: "combobox",
  });
  const button = h("button", { type: "submit", class: "send", "aria-label": "Send", title: "Send" }, icon("send"));
  const form = h("form", { class: "composer" }, list, h("div", { class: "composer-box" }, box, button));
  keepAbove(form);
  const parts = { list, box, commands, matches: [], active: 0, room: null };
  listen(parts, form, () => submit(parts, send));
  return {
    node: form,
    focus: () => box.focus(),
    render: (room, label) => {
      box.placeholder = label;
      box.setAttribute("aria-label", label);
      if (parts.room === room) return;
      parts.room = room;
      put(parts, drafts.read(room));
    },
  };
}

function listen(parts, form, sendIt) {
  const { box } = parts;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sendIt();
    box.focus();
  });
  box.addEventListener("input", () => {
    drafts.write(parts.room, box.value);
    grow(box);
    offer(parts);
  });
  box.addEventListener("blur", () => hide(parts));
  box.addEventListener("keydown", (event) => onKey(event, parts, sendIt));
}

/** Sends what is typed; what is refused goes back to its draft, and into the box if that is still empty. */
async function submit(parts, send) {
  const { room, box } = parts;
  const text = box.value.trim();
  if (!text) return;
  put(parts, "");
  if (await send(room, text)) return;
  if (parts.room !== room) drafts.write(room, text);
  else if (!box.value) put(parts, text);
}

function put(parts, text) {
  parts.box.value = text;
  drafts.write(parts.room, text);
  grow(parts.box);
  hide(parts);
}

function grow(box) {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 200)}px`;
}

function onKey(event, parts, submit) {
  if (event.isComposing) return;
  if (!parts.list.hidden && completionKey(event, parts)) {
    event.preventDefault();
    event.stopPropagation();
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    submit();
  }
}

function completionKey(event, parts) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    parts.active = (parts.active + step + parts.matches.length) % parts.matches.length;
    drawOffer(parts);
  } else if (event.key === "Escape") hide(parts);
  else if (
    event.key === "Tab" ||
    (event.key === "Enter" && parts.box.value.trim() !== parts.matches[parts.active].command)
  )
    complete(parts, parts.matches[parts.active]);
  else return false;
  return true;
}

function complete(parts, command) {
  put(parts, `${command.command} `);
  parts.box.focus();
}

function offer(parts) {
  const typed = parts.box.value;
  parts.matches = /^\/\S*$/.test(typed) ? parts.commands().filter((command) => command.command.startsWith(typed)) : [];
  parts.active = 0;
  if (parts.matches.length) drawOffer(parts);
  else hide(parts);
}

function drawOffer(parts) {
  const { list, box, matches, active } = parts;
  list.replaceChildren(
    ...matches.map((command, index) =>
      h(
        "li",
        {
          role: "option",
          id: `${list.id}-${index}`,
          class: index === active ? "active" : "",
          "aria-selected": String(index === active),
          on: {
            mousedown: (event) => {
              event.preventDefault();
              complete(parts, command);
            },
          },
        },
        h("strong", {}, command.command),
        " ",
        h("span", { class: "usage" }, command.usage ?? ""),
        h("small", {}, command.description ?? ""),
      ),
    ),
  );
  list.hidden = false;
  box.setAttribute("aria-expanded", "true");
  box.setAttribute("aria-activedescendant", `${list.id}-${active}`);
}

function hide({ list, box }) {
  list.hidden = true;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}
