/* The page's own row below a card that somebody else can finish for the person being played. */

import * as api from "./api.js";
import { h } from "./dom.js";
import { notice } from "./notices.js";

/** The row of a message whose `finish` says that it is `offered` or `playing`. */
export function finishNode(message, { user, refresh }) {
  if (message.finish === "playing")
    return h("p", { class: "finish", role: "status" }, h("span", {}, "Answering by itself…"));
  return h(
    "p",
    { class: "finish" },
    h(
      "button",
      {
        type: "button",
        class: "button",
        data: { focus: `finish ${message.ts}` },
        on: { click: (event) => finish(event.currentTarget, user, message.ts, refresh) },
      },
      "Finish for me",
    ),
    h("small", {}, "Answers the rest by itself. Only in this local workspace."),
  );
}

async function finish(button, user, ts, refresh) {
  if (button.getAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  try {
    await api.act(user, "finish", { ts });
  } catch (error) {
    notice(error.message);
  } finally {
    button.removeAttribute("aria-busy");
    refresh();
  }
}
