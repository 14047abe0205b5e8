/* What the person does besides pressing Block Kit: saying, commands, reading, Home, and the page's own buttons. */

import * as api from "./api.js";
import { confirm } from "./dialog.js";
import { notice } from "./notices.js";
import { tell } from "./scene.js";

const COMMAND = /^\/[a-z]/;

const STARTING_OVER = {
  title: "Start over?",
  text: "Every message and answer of this local workspace is deleted, and the sample begins again.",
  confirm: "Start over",
  deny: "Keep everything",
  style: "danger",
};

/** The deeds, done as `state.user` in `state.room`; each answers whether it was taken and looks again after. */
export function createDeeds(state, refresh) {
  const attempt = async (deed) => {
    try {
      return tell(await deed());
    } catch (error) {
      notice(error.message);
      return false;
    } finally {
      refresh();
    }
  };
  const act = (deed, body) => attempt(() => api.act(state.user, deed, body));
  return {
    speak: (text) => act(COMMAND.test(text) ? "command" : "say", { channel: state.room, text }),
    reply: (text) => {
      if (!COMMAND.test(text)) return act("say", { channel: state.room, text, thread_ts: state.thread });
      notice("Commands do not work in a thread. Type it under the channel's own messages.");
      return false;
    },
    read: (channel, ts) => api.act(state.user, "read", { channel, ts }).then(refresh, () => {}),
    openHome: () => act("home", {}),
    pressCard: (id) => attempt(() => api.pressCard(id)),
    startOver: async () => (await confirm(STARTING_OVER, null)) && attempt(api.startOver),
  };
}
