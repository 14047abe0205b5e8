/* The app's Home, drawn block by block so that a redraw moves nothing that stayed the same. */

import { blockNode } from "./blocks.js";
import { h, patchList } from "./dom.js";
import { createScene } from "./scene.js";
import { blockId, createForm } from "./values.js";

/** The Home pane; `render(home, desk)` redraws. `desk`: {user, names, refresh}. */
export function createHome() {
  const list = h("div", { class: "blocks" });
  const empty = h("p", { class: "empty" }, "The app has not put anything here yet.");
  const node = h("div", { class: "home", role: "tabpanel", "aria-label": "Home", "data-testid": "home" }, empty, list);
  const forms = new Map();
  const render = (home, desk) => {
    empty.hidden = Boolean(home);
    if (home && !forms.has(home.id)) forms.set(home.id, createForm());
    if (home) forms.get(home.id).hold(home.state?.values);
    const scene = home && createScene({ ...desk, surface: { view_id: home.id }, form: forms.get(home.id) });
    patchList(
      list,
      (home?.blocks ?? []).map((block, index) => ({
        key: `${home.id} ${blockId(block, index)}`,
        sign: JSON.stringify([block, desk.names.tz]),
        build: () => blockNode(block, index, scene),
      })),
    );
  };
  return { node, render };
}
