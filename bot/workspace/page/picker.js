/* A list to pick several from: chips for what is chosen, a box to narrow the rest, all by keyboard too. */

import { h, icon, uniqueId } from "./dom.js";

const SHOWN = 60;

/** A multi-select. `options`: [{value, label}]; `change(values)` is called after each pick, `done(values)` when the
 * list closes on another choice. */
export function picker({ options, chosen, limit, placeholder, attributes, change, done }) {
  const list = h("ul", {
    class: "options",
    role: "listbox",
    id: uniqueId("list"),
    "aria-multiselectable": "true",
    "aria-label": placeholder,
    hidden: true,
  });
  const chips = h("ul", { class: "chips", "aria-label": "Chosen" });
  const box = h("input", {
    type: "text",
    role: "combobox",
    autocomplete: "off",
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    placeholder,
    ...attributes,
  });
  const state = { chosen: [...chosen], active: -1, before: JSON.stringify(chosen), options, limit, matches: [] };
  const parts = { list, chips, box, state, change, done };
  box.addEventListener("input", () => open(parts));
  box.addEventListener("click", () => open(parts));
  box.addEventListener("keydown", (event) => onKey(event, parts));
  const root = h("div", { class: "picker" }, chips, box, list);
  root.addEventListener("focusout", (event) => root.contains(event.relatedTarget) || close(parts));
  drawChips(parts);
  return root;
}

function open(parts) {
  const { list, box, state } = parts;
  const sought = box.value.trim().toLowerCase();
  state.matches = state.options.filter((option) => option.label.toLowerCase().includes(sought));
  state.active = Math.min(Math.max(state.active, 0), Math.min(state.matches.length, SHOWN) - 1);
  list.hidden = false;
  box.setAttribute("aria-expanded", "true");
  drawList(parts);
  list.scrollIntoView({ block: "nearest" });
}

function close({ list, box, state, done }) {
  list.hidden = true;
  box.value = "";
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
  if (JSON.stringify(state.chosen) === state.before) return;
  state.before = JSON.stringify(state.chosen);
  done(state.chosen);
}

function drawList(parts) {
  const { list, box, state } = parts;
  const rows = state.matches.slice(0, SHOWN).map((option, index) => {
    const selected = state.chosen.includes(option.value);
    return h(
      "li",
      {
        role: "option",
        id: `${list.id}-${index}`,
        "aria-selected": String(selected),
        class: index === state.active ? "active" : "",
        data: { value: option.value },
        on: { mousedown: (event) => event.preventDefault(), click: () => toggle(option.value, parts) },
      },
      h("span", { class: "tick" }, selected ? icon("check") : null),
      option.label,
    );
  });
  const rest = state.matches.length - rows.length;
  if (rest > 0) rows.push(h("li", { class: "hint" }, `${rest} more. Type to narrow the list.`));
  if (!state.matches.length) rows.push(h("li", { class: "hint" }, "Nothing matches."));
  list.replaceChildren(...rows);
  if (state.active >= 0) box.setAttribute("aria-activedescendant", `${list.id}-${state.active}`);
  list.children[state.active]?.scrollIntoView({ block: "nearest" });
}

function drawChips(parts) {
  const { chips, state } = parts;
  const label = (value) => state.options.find((option) => option.value === value)?.label ?? value;
  chips.hidden = state.chosen.length === 0;
  chips.replaceChildren(
    ...state.chosen.map((value) =>
      h(
        "li",
        {},
        label(value),
        h(
          "button",
          { type: "button", "aria-label": `Remove ${label(value)}`, on: { click: () => toggle(value, parts, true) } },
          icon("close"),
        ),
      ),
    ),
  );
}

function toggle(value, parts, fromChip = false) {
  const { state, box, list } = parts;
  const had = state.chosen.includes(value);
  if (!had && state.limit && state.chosen.length >= state.limit) return;
  state.chosen = had ? state.chosen.filter((other) => other !== value) : [...state.chosen, value];
  parts.change(state.chosen);
  drawChips(parts);
  if (!list.hidden) drawList(parts);
  if (fromChip) box.focus();
}

function onKey(event, parts) {
  const { list, box, state } = parts;
  const last = Math.min(state.matches.length, SHOWN) - 1;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    state.active = list.hidden ? 0 : Math.max(0, Math.min(last, state.active + (event.key === "ArrowDown" ? 1 : -1)));
    open(parts);
  } else if (event.key === "Enter") {
    if (!list.hidden && state.matches[state.active]) toggle(state.matches[state.active].value, parts);
  } else if (event.key === "Escape" && !list.hidden) {
    close(parts);
    event.stopPropagation();
  } else if (event.key === "Backspace" && box.value === "" && state.chosen.length) {
    toggle(state.chosen.at(-1), parts);
    return;
  } else return;
  event.preventDefault();
}
