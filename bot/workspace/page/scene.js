/* A scene: what blocks need to know about where they stand, and how a press on them reaches the app. */

import * as api from "./api.js";
import { confirm, enlarge } from "./dialog.js";
import { notice } from "./notices.js";

const busy = new Set();

/** The scene of one surface, {channel, ts} or {view_id}, as `user` sees it; `extra()` adds to what each press sends. */
export function createScene({ user, surface, form, names, refresh, acting, errors = {}, extra = () => ({}) }) {
  const keyOf = (block, action) =>
    `${user} ${surface.view_id ?? `${surface.channel}/${surface.ts}`} ${block}/${action}`;
  return {
    names,
    form,
    errors,
    enlarge,
    key: keyOf,
    busy: (block, action) => busy.has(keyOf(block, action)),
    act: async (block, element, value, node) => {
      const key = keyOf(block, element.action_id);
      if (busy.has(key)) return;
      if (element.confirm && !(await confirm(element.confirm, names))) return;
      const body = { ...surface, block_id: block, action_id: element.action_id, value, ...extra() };
      acting();
      await whileBusy(key, node, () => api.act(user, "click", body), refresh);
    },
  };
}

async function whileBusy(key, node, deed, refresh) {
  busy.add(key);
  node.setAttribute("aria-busy", "true");
  try {
    tell(await deed());
  } catch (error) {
    notice(error.message);
  } finally {
    await refresh();
    busy.delete(key);
    for (const other of document.querySelectorAll("[aria-busy='true']"))
      if (other === node || other.dataset.deed === key) other.removeAttribute("aria-busy");
  }
}

/** Shows what went wrong when the app or the workspace refused; answers whether all was well. */
export function tell(answer) {
  if (answer.ok !== false) return true;
  notice(api.inWords(answer));
  return false;
}
