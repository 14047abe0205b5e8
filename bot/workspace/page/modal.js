/* The modal the app has open: typed values outlive every redraw, errors stand at their inputs. */

import * as api from "./api.js";
import { blockNode } from "./blocks.js";
import { focusFirst, openDialog } from "./dialog.js";
import { h, iconButton, patchList, uniqueId } from "./dom.js";
import { words } from "./mrkdwn.js";
import { announce } from "./notices.js";
import { createScene } from "./scene.js";
import { blockId, collect, createForm } from "./values.js";

/** The modal's keeper; `render(view, desk)` shows, redraws or closes it. `desk`: {user, names, refresh, acting}. */
export function createModal() {
  const forms = new Map();
  let shown = null;

  const render = (view, desk) => {
    if (!view) return hide();
    if (shown && shown.user !== desk.user) hide();
    if (!forms.has(view.id)) forms.set(view.id, createForm());
    const moved = !shown || shown.view.id !== view.id || words(shown.view.title) !== words(view.title);
    if (!shown) shown = open(desk);
    forms.get(view.id).hold(view.state?.values);
    update(shown, view, desk, forms.get(view.id));
    const lost = !shown.dialog.node.contains(document.activeElement) && !shown.dialog.node.closest("[inert]");
    if (moved || lost) focusFirst(shown.body, shown.dialog.node);
  };
  const hide = () => {
    shown?.dialog.close();
    shown = null;
  };
  return {
    render,
    forget: () => {
      hide();
      forms.clear();
    },
  };
}

function open(desk) {
  const parts = { user: desk.user, view: null, errors: {}, sending: false };
  parts.title = h("h2", { id: uniqueId("title") });
  parts.body = h("div", { class: "dialog-body blocks" });
  parts.alarm = h("p", { class: "alarm", role: "alert" });
  parts.cancel = h("button", { type: "button", class: "button", on: { click: () => leave(parts) } });
  parts.submit = h("button", { type: "submit", class: "button primary" });
  const shut = iconButton("close", "Close", () => leave(parts));
  const form = h(
    "form",
    {
      novalidate: true,
      on: {
        submit: (event) => {
          event.preventDefault();
          submit(parts);
        },
      },
    },
    h("div", { class: "dialog-head" }, parts.title, shut),
    parts.body,
    parts.alarm,
    h("div", { class: "dialog-foot" }, parts.cancel, parts.submit),
  );
  parts.dialog = openDialog({ content: form, leave: () => leave(parts), labelledby: parts.title.id, kind: "modal" });
  return parts;
}

function update(parts, view, desk, form) {
  const same = parts.view?.id === view.id && JSON.stringify(parts.view.blocks) === JSON.stringify(view.blocks);
  if (!same) {
    parts.alarm.textContent = "";
    parts.body.scrollTop = 0;
  }
  parts.errors = view.errors ?? parts.errors;
  Object.assign(parts, { view, desk, form });
  parts.title.textContent = words(view.title);
  parts.cancel.textContent = words(view.close) || "Close";
  parts.submit.textContent = words(view.submit) || "Submit";
  parts.submit.hidden = !view.submit;
  parts.dialog.node.dataset.viewId = view.id;
  drawBlocks(parts);
}

function drawBlocks(parts) {
  const { view, desk, form, errors } = parts;
  const surface = { view_id: view.id };
  const scene = createScene({ ...desk, surface, form, errors, extra: () => ({ values: collect(view.blocks, form) }) });
  patchList(
    parts.body,
    view.blocks.map((block, index) => {
      const id = blockId(block, index);
      return {
        key: `${view.id} ${id}`,
        sign: JSON.stringify([block, errors[id]]),
        build: () => blockNode(block, index, scene),
      };
    }),
  );
}

async function submit(parts) {
  if (parts.sending || parts.submit.hidden) return;
  parts.sending = true;
  parts.submit.setAttribute("aria-busy", "true");
  parts.alarm.textContent = "";
  parts.desk.acting();
  if (await taken(parts)) await parts.desk.refresh();
  parts.sending = false;
  parts.submit.removeAttribute("aria-busy");
}

/** Sends what is filled in; answers whether the app took it, else shows why not. */
async function taken(parts) {
  const { view, desk, form } = parts;
  try {
    const answer = await api.act(desk.user, "submit", { view_id: view.id, values: collect(view.blocks, form) });
    if (answer.ok) return true;
    if (answer.errors) showErrors(parts, answer.errors);
    else parts.alarm.textContent = `${api.inWords(answer)} What you filled in is still here.`;
  } catch (error) {
    parts.alarm.textContent = `${error.message} What you filled in is still here.`;
  }
  return false;
}

function showErrors(parts, errors) {
  const known = new Set(parts.view.blocks.map(blockId));
  const loose = Object.entries(errors)
    .filter(([block]) => !known.has(block))
    .map(([, text]) => text);
  parts.errors = errors;
  parts.alarm.textContent = loose.join(" ");
  drawBlocks(parts);
  announce(`Not sent yet. ${spokenErrors(parts.view.blocks, errors)}`);
  const wrong = parts.body.querySelector(".wrong");
  if (!wrong) return;
  focusFirst(wrong, parts.dialog.node);
  wrong.scrollIntoView({ block: "nearest" });
}

/** The errors in the order of their inputs, each after its input's label. */
const spokenErrors = (blocks, errors) =>
  blocks
    .map((block, index) => [words(block.label), errors[blockId(block, index)]])
    .filter(([, error]) => error)
    .map((spoken) => spoken.join(": "))
    .join(" ");

async function leave(parts) {
  const { view, desk } = parts;
  if (!view) return;
  try {
    await api.act(desk.user, "close", { view_id: view.id });
  } catch (error) {
    parts.alarm.textContent = error.message;
  }
  await desk.refresh();
}
