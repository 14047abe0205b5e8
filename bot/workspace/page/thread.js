/* The side panel with one thread: its first message, the replies, and a place to reply. */

import { createComposer } from "./composer.js";
import { h, iconButton } from "./dom.js";
import { createLog } from "./messages.js";

/** The thread panel. `deeds`: {send(room, text), close()}; `render(messages, desk)` shows it, `hide()` folds it. */
export function createThread(deeds) {
  const log = createLog("Thread");
  const composer = createComposer({ send: deeds.send, commands: () => [] });
  const where = h("p", {});
  const node = h(
    "aside",
    { id: "thread", "aria-label": "Thread", hidden: true, "data-testid": "thread" },
    h(
      "div",
      { class: "thread-head" },
      h("div", {}, h("h2", {}, "Thread"), where),
      iconButton("close", "Close thread", deeds.close),
    ),
    log.node,
    composer.node,
  );
  node.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && deeds.close());
  return {
    node,
    render: (messages, desk) => {
      const opening = node.hidden;
      node.hidden = false;
      where.textContent = desk.roomName;
      composer.render(desk.room, "Reply");
      const news = log.render(messages, desk);
      if (opening) composer.focus();
      return news;
    },
    hide: () => {
      node.hidden = true;
    },
  };
}
