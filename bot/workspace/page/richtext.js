/* rich_text, as it may stand in a table's cell, as document nodes. */

import { h } from "./dom.js";
import { link } from "./mrkdwn.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code" };

/** The nodes of a rich_text cell: its sections one under the other. */
export function richText(cell, names) {
  return (cell.elements ?? []).map((part) =>
    h(
      "div",
      {},
      (part.elements ?? []).map((leaf) => styled(leaf, names)),
    ),
  );
}

function styled(leaf, names) {
  let node = bare(leaf, names);
  for (const [style, tag] of Object.entries(STYLES)) if (leaf.style?.[style]) node = h(tag, {}, node);
  return node;
}

function bare(leaf, names) {
  if (leaf.type === "link") return link(leaf.url ?? "", leaf.text);
  if (leaf.type === "user") return h("span", { class: "mention" }, `@${names.user(leaf.user_id) ?? leaf.user_id}`);
  return leaf.text ?? "";
}
