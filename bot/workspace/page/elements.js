/* Block Kit's interactive elements.
 *
 * A `scene` is where they stand: {names, form, key(blockId, actionId), busy(blockId, actionId),
 * act(blockId, element, value, node)}. A `place` is one spot in it: {block, live, labelledby, describedby, invalid,
 * required}; a live element reports each change. */

import { fromLocalInput, toLocalInput } from "./dates.js";
import { displayName, h, iconButton, uniqueId } from "./dom.js";
import { textNodes, words } from "./mrkdwn.js";
import { picker } from "./picker.js";

const DRAWN = {
  button,
  overflow,
  plain_text_input: typed,
  number_input: typed,
  static_select: single,
  users_select: single,
  conversations_select: single,
  channels_select: single,
  multi_static_select: several,
  multi_users_select: several,
  radio_buttons: ticks,
  checkboxes: ticks,
  datepicker: (element, scene, place) => clockInput("date", element, scene, place),
  timepicker: (element, scene, place) => clockInput("time", element, scene, place),
  datetimepicker: moment,
};

/** The control for one element, or a plain note where the page cannot draw its type. */
export function elementNode(element, scene, place) {
  const draw = DRAWN[element.type];
  if (!draw) return h("span", { class: "unknown" }, `(${element.type} is not drawn here)`);
  const node = draw(element, scene, place);
  node.dataset.actionId = element.action_id ?? "";
  node.dataset.deed = scene.key(place.block, element.action_id);
  if (scene.busy(place.block, element.action_id)) node.setAttribute("aria-busy", "true");
  return node;
}

function attributes(element, place) {
  return {
    "aria-labelledby": place.labelledby,
    "aria-label": place.labelledby
      ? null
      : (element.accessibility_label ?? (words(element.placeholder) || place.name || null)),
    "aria-describedby": place.describedby || null,
    "aria-invalid": place.invalid ? "true" : null,
    "aria-required": place.required ? "true" : null,
    data: { focus: `${place.block}/${element.action_id}` },
  };
}

function keep(element, scene, place, value, node) {
  scene.form.write(place.block, element, value);
  if (place.live) scene.act(place.block, element, value, node);
}

function button(element, scene, place) {
  const style = element.style === "primary" || element.style === "danger" ? element.style : "";
  const address = /^https?:\/\//i.test(element.url ?? "") ? element.url : null;
  const shared = {
    class: `button ${style}`,
    "aria-label": element.accessibility_label,
    data: { focus: `${place.block}/${element.action_id}` },
    on: { click: () => scene.act(place.block, element, element.value ?? null, node) },
  };
  const node = address
    ? h("a", { ...shared, href: address, target: "_blank", rel: "noopener noreferrer" }, words(element.text))
    : h("button", { ...shared, type: "button" }, words(element.text));
  return node;
}

function overflow(element, scene, place) {
  const menu = h("div", { class: "menu", role: "menu", id: uniqueId("menu"), hidden: true });
  const show = (open) => {
    menu.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
  };
  const toggle = () => {
    show(menu.hidden);
    if (!menu.hidden) menu.firstElementChild.focus();
  };
  const leave = () => {
    show(false);
    opener.focus();
  };
  const choose = (option) => () => {
    leave();
    scene.act(place.block, element, option.value, opener);
  };
  const opener = iconButton("dots", element.accessibility_label ?? "More actions", toggle, {
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    "aria-controls": menu.id,
    data: { focus: `${place.block}/${element.action_id}` },
  });
  const root = h("div", { class: "overflow" }, opener, menu);
  menu.append(...element.options.map((option) => menuItem(words(option.text), choose(option))));
  menu.addEventListener("keydown", (event) => menuKey(event, menu, leave));
  root.addEventListener("focusout", (event) => root.contains(event.relatedTarget) || show(false));
  return root;
}

const menuItem = (text, click) => h("button", { type: "button", role: "menuitem", on: { click } }, text);

function menuKey(event, menu, leave) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") {
    event.stopPropagation();
    leave();
  } else if (step) {
    event.preventDefault();
    const items = [...menu.children];
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  }
}

function typed(element, scene, place) {
  const numeric = element.type === "number_input";
  const node = h(element.multiline ? "textarea" : "input", {
    ...attributes(element, place),
    type: element.multiline ? null : "text",
    inputmode: numeric ? (element.is_decimal_allowed ? "decimal" : "numeric") : null,
    rows: element.multiline ? 4 : null,
    autocomplete: "off",
    placeholder: words(element.placeholder),
    class: numeric ? "number" : "",
    value: scene.form.read(place.block, element),
    on: {
      input: () => scene.form.write(place.block, element, node.value),
      keydown: (event) => {
        if (!place.live || event.key !== "Enter" || element.multiline || event.isComposing) return;
        event.preventDefault();
        scene.act(place.block, element, node.value, node);
      },
    },
  });
  return node;
}

function choices(element, names) {
  const people = () => names.people().map((user) => ({ value: user.id, label: displayName(user) }));
  const rooms = (filter) =>
    names
      .rooms()
      .filter((room) => admits(filter, room))
      .map((room) => ({ value: room.id, label: room.kind === "dm" ? room.name : `# ${room.name}` }));
  if (element.type.includes("users")) return people();
  if (element.type.includes("channels")) return rooms({ include: ["public"] });
  if (element.type.includes("conversations")) return rooms(element.filter ?? {});
  const grouped = (element.option_groups ?? []).flatMap((group) =>
    group.options.map((option) => ({ ...optionOf(option), group: words(group.label) })),
  );
  return [...(element.options ?? []).map(optionOf), ...grouped];
}

/** Whether a `conversations_select` with this filter offers the room; no `include` means every kind. */
function admits(filter, room) {
  const kind = room.kind === "dm" ? "im" : room.private ? "private" : "public";
  if (filter.include && !filter.include.includes(kind)) return false;
  if (filter.exclude_bot_users && room.partner?.is_bot) return false;
  return !(filter.exclude_external_shared_channels && room.shared);
}

function optionOf(option) {
  const description = words(option.description);
  return { value: option.value, label: description ? `${words(option.text)} (${description})` : words(option.text) };
}

function single(element, scene, place) {
  const value = scene.form.read(place.block, element);
  const node = h("select", {
    ...attributes(element, place),
    on: { change: () => keep(element, scene, place, node.value || null, node) },
  });
  node.append(h("option", { value: "" }, words(element.placeholder) || "Choose one"));
  const groups = new Map();
  for (const choice of choices(element, scene.names)) {
    const option = h("option", { value: choice.value }, choice.label);
    if (!choice.group) node.append(option);
    else {
      if (!groups.has(choice.group))
        node.append(groups.set(choice.group, h("optgroup", { label: choice.group })).get(choice.group));
      groups.get(choice.group).append(option);
    }
  }
  node.value = value ?? "";
  return node;
}

function several(element, scene, place) {
  const root = picker({
    options: choices(element, scene.names),
    chosen: scene.form.read(place.block, element),
    limit: element.max_selected_items,
    placeholder: words(element.placeholder) || "Choose",
    attributes: attributes(element, place),
    change: (values) => scene.form.write(place.block, element, values),
    done: (values) => place.live && scene.act(place.block, element, values, root),
  });
  return root;
}

function ticks(element, scene, place) {
  const one = element.type === "radio_buttons";
  const name = uniqueId("ticks");
  const chosen = [scene.form.read(place.block, element)].flat();
  const { data, ...shared } = attributes(element, place);
  const root = h("div", { ...shared, class: "ticks", role: one ? "radiogroup" : "group" });
  const changed = () => {
    const values = [...root.querySelectorAll("input:checked")].map((input) => input.value);
    keep(element, scene, place, one ? (values[0] ?? null) : values, root);
  };
  root.append(
    ...element.options.map((option) =>
      h(
        "label",
        {},
        h("input", {
          type: one ? "radio" : "checkbox",
          name,
          value: option.value,
          checked: chosen.includes(option.value),
          data: { focus: `${data.focus}/${option.value}` },
          on: { change: changed },
        }),
        h(
          "span",
          {},
          textNodes(option.text, scene.names),
          option.description ? h("small", {}, textNodes(option.description, scene.names)) : null,
        ),
      ),
    ),
  );
  return root;
}

function clockInput(type, element, scene, place) {
  const node = h("input", {
    ...attributes(element, place),
    type,
    value: scene.form.read(place.block, element) ?? "",
    on: { change: () => keep(element, scene, place, node.value || null, node) },
  });
  return node;
}

function moment(element, scene, place) {
  const { tz } = scene.names;
  const start = scene.form.read(place.block, element);
  const node = h("input", {
    ...attributes(element, place),
    type: "datetime-local",
    value: start ? toLocalInput(start, tz) : "",
    on: { change: () => keep(element, scene, place, node.value ? fromLocalInput(node.value, tz) : null, node) },
  });
  return h("div", { class: "moment" }, node, h("small", {}, `Time in ${tz.replaceAll("_", " ")}`));
}
