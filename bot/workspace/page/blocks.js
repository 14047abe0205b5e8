/* Block Kit's blocks as document nodes; what a scene is stands in elements.js. */

import { elementNode } from "./elements.js";
import { h, icon, uniqueId } from "./dom.js";
import { textNodes, words } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { blockId } from "./values.js";

const DRAWN = { section, header, divider, context, image, actions, input, table };

/** The nodes of a list of blocks. `scene.errors`: {block id: words} shown at their inputs. */
export const blockNodes = (blocks, scene) => blocks.map((block, index) => blockNode(block, index, scene));

/** One block's node, marked with its id. */
export function blockNode(block, index, scene) {
  const draw = DRAWN[block.type] ?? unknown;
  const node = draw(block, scene, blockId(block, index));
  node.dataset.blockId = blockId(block, index);
  node.classList.add("block", `block-${block.type}`);
  return node;
}

const unknown = (block) => h("div", { class: "unknown" }, `A ${block.type} block, which this page does not draw.`);

function section(block, scene, id) {
  const label = uniqueId("section");
  const body = h("div", { class: "section-text", id: label });
  if (block.text) body.append(h("div", { class: "text" }, textNodes(block.text, scene.names)));
  if (block.fields)
    body.append(
      h(
        "div",
        { class: "fields" },
        block.fields.map((field) => h("div", { class: "text" }, textNodes(field, scene.names))),
      ),
    );
  return h("div", {}, body, block.accessory ? accessory(block.accessory, scene, id, label) : null);
}

function accessory(element, scene, id, label) {
  if (element.type === "image") return picture(element, scene, "thumb");
  const named = element.type === "button" || element.type === "overflow" ? undefined : label;
  return elementNode(element, scene, { block: id, live: true, labelledby: named });
}

function header(block) {
  return h("div", { role: "heading", "aria-level": "3" }, words(block.text));
}

function divider() {
  return h("hr");
}

function context(block, scene) {
  return h(
    "div",
    {},
    block.elements.map((element) =>
      element.type === "image"
        ? picture(element, scene, "tiny")
        : h("span", { class: "text" }, textNodes(element, scene.names)),
    ),
  );
}

function image(block, scene) {
  const title = words(block.title);
  return h("figure", {}, title ? h("figcaption", {}, title) : null, picture(block, scene, "wide"));
}

/** A picture from this computer, which a click shows large; anything from elsewhere is named but never fetched. */
export function picture(source, scene, size) {
  const address = pictureAddress(source, scene.names.me);
  const alt = source.alt_text ?? "";
  if (!address)
    return h(
      "span",
      { class: "missing" },
      icon("file"),
      `Picture from elsewhere, not fetched: ${alt || "no description"}`,
    );
  const img = h("img", { src: address, alt, class: size, draggable: "false" });
  img.addEventListener(
    "error",
    () =>
      img.isConnected &&
      (size === "wide" ? img.parentElement : img).replaceWith(
        h("span", { class: "missing" }, icon("file"), `The picture could not be shown: ${alt}`),
      ),
  );
  if (size !== "wide") return img;
  return h(
    "button",
    {
      type: "button",
      class: "picture",
      "aria-label": `Show large: ${alt || "picture"}`,
      on: { click: () => scene.enlarge(address, alt) },
    },
    img,
  );
}

/** Where `me` may fetch a picture from; null unless that is this server. */
function pictureAddress(source, me) {
  const file = source.slack_file?.id ?? source.slack_file?.url?.split("/").at(-1);
  if (file) return fileAddress(file, me);
  try {
    const url = new URL(source.image_url ?? "", location.href);
    return url.origin === location.origin ? url.href : null;
  } catch {
    return null;
  }
}

/** Where `me` may fetch an uploaded file from. */
export const fileAddress = (file, me) => `/play/${encodeURIComponent(me)}/files/${encodeURIComponent(file)}`;

function actions(block, scene, id) {
  const nodes = [];
  for (const element of block.elements) {
    const node = elementNode(element, scene, { block: id, live: true, name: words(element.placeholder) || "Choose" });
    const beside = element.type === "overflow" && nodes.length > 0; // its three dots never stand on a row alone
    nodes.push(beside ? h("div", { class: "together" }, nodes.pop(), node) : node);
  }
  return h("div", {}, nodes);
}

function input(block, scene, id) {
  const [label, hint, wrong] = [uniqueId("label"), uniqueId("hint"), uniqueId("error")];
  const error = scene.errors?.[id];
  const described = [block.hint ? hint : "", error ? wrong : ""].filter(Boolean).join(" ");
  const place = {
    block: id,
    live: block.dispatch_action === true,
    labelledby: label,
    describedby: described,
    invalid: Boolean(error),
    required: !block.optional,
  };
  const control = elementNode(block.element, scene, place);
  const target = control.matches("input, select, textarea")
    ? control
    : control.querySelector("input, select, textarea");
  if (target && !control.matches(".ticks")) target.id ||= uniqueId("control");
  return h(
    "div",
    { class: error ? "wrong" : "" },
    h(
      "label",
      { id: label, for: target?.id || null },
      words(block.label),
      block.optional ? h("span", { class: "optional" }, " (optional)") : null,
    ),
    control,
    block.hint ? h("p", { class: "hint", id: hint }, words(block.hint)) : null,
    error ? h("p", { class: "error", id: wrong }, icon("warn"), h("span", {}, error)) : null,
  );
}

function table(block, scene) {
  const settings = block.column_settings ?? [];
  const cell = (content, tag, column) => {
    const align = settings[column]?.align ?? "left";
    const wraps = settings[column]?.is_wrapped;
    return h(
      tag,
      { class: `${align} ${wraps ? "wrapped" : ""}`, scope: tag === "th" ? "col" : null },
      wraps ? h("div", {}, cellNodes(content, scene)) : cellNodes(content, scene),
    );
  };
  const row = (cells, tag) =>
    h(
      "tr",
      {},
      cells.map((content, column) => cell(content, tag, column)),
    );
  const [head, ...rest] = block.rows;
  return h(
    "div",
    { class: "table-frame", role: "region", "aria-label": "Table", tabindex: "0" },
    h(
      "table",
      {},
      h("thead", {}, row(head, "th")),
      h(
        "tbody",
        {},
        rest.map((cells) => row(cells, "td")),
      ),
    ),
  );
}

function cellNodes(content, scene) {
  return content.type === "rich_text" ? richText(content, scene.names) : [words(content)];
}
