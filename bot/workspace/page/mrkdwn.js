/* Slack's mrkdwn as document nodes. Everything unknown stays text; nothing is ever parsed as HTML. */

import { fillDate } from "./dates.js";
import { h } from "./dom.js";

const MARKS = { "*": "strong", _: "em", "~": "s" };
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/** The three escaped characters as themselves. */
export const unescape = (text) => text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);

/** The nodes of a mrkdwn text. `names`: {user(id), channel(id), me, tz}. */
export function mrkdwn(text, names) {
  return text
    .split(/```\n?([\s\S]+?)\n?```/)
    .flatMap((part, index) => (index % 2 ? [h("pre", {}, plain(part, names))] : prose(part, names)));
}

/** The same text without its marks, for live regions and labels. */
export function spoken(text, names) {
  return h("div", {}, ...mrkdwn(text, names))
    .textContent.replace(/\s+/g, " ")
    .trim();
}

/** Nodes of a text object: plain_text goes in as it is, mrkdwn is drawn. */
export function textNodes(object, names) {
  if (object === null || object === undefined) return [];
  if (typeof object === "string") return [object];
  return object.type === "mrkdwn" ? mrkdwn(object.text, names) : [object.text ?? ""];
}

/** The bare words of a text object or string. */
export const words = (object) => (typeof object === "string" ? object : (object?.text ?? ""));

function prose(text, names) {
  const nodes = [];
  let quote = null;
  const lines = text.replace(/^\n|\n$/g, "").split("\n");
  if (lines.length === 1 && lines[0] === "") return [];
  lines.forEach((line, index) => {
    const quoted = /^(?:>|&gt;) ?(.*)$/.exec(line);
    if (quoted) {
      if (quote) quote.append(h("br"));
      else nodes.push((quote = h("blockquote")));
      quote.append(...inline(quoted[1], names));
      return;
    }
    if (index > 0 && !quote) nodes.push(h("br"));
    quote = null;
    nodes.push(...inline(line, names));
  });
  return nodes;
}

function plain(text, names) {
  const nodes = text
    .split(/(<[^<>\n]+>)/)
    .flatMap((part, index) => (index % 2 ? [angle(part.slice(1, -1), names)] : [unescape(part)]));
  return nodes.filter((node) => node !== "");
}

function inline(text, names) {
  const nodes = [];
  let run = "";
  const flush = () => {
    if (run) nodes.push(unescape(run));
    run = "";
  };
  for (let at = 0; at < text.length;) {
    const found = special(text, at, names);
    if (found) {
      flush();
      nodes.push(found.node);
      at = found.end;
    } else {
      run += text[at];
      at += 1;
    }
  }
  flush();
  return nodes;
}

/** The link, mention, code or emphasis that starts at `at`, with the place after it; null for an ordinary letter. */
function special(text, at, names) {
  if (text[at] === "<") {
    const end = text.indexOf(">", at);
    return end > at + 1 ? { node: angle(text.slice(at + 1, end), names), end: end + 1 } : null;
  }
  if (text[at] === "`") {
    const end = text.indexOf("`", at + 1);
    return end > at + 1 ? { node: h("code", {}, plain(text.slice(at + 1, end), names)), end: end + 1 } : null;
  }
  const tag = MARKS[text[at]];
  const end = tag ? closing(text, at) : -1;
  return end < 0 ? null : { node: h(tag, {}, inline(text.slice(at + 1, end), names)), end: end + 1 };
}

const isWord = (letter) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
const isGap = (letter) => letter === undefined || /\s/.test(letter);

function closing(text, at) {
  const mark = text[at];
  if (isWord(text[at - 1]) || isGap(text[at + 1]) || text[at + 1] === mark) return -1;
  for (let end = text.indexOf(mark, at + 2); end > 0; end = text.indexOf(mark, end + 1)) {
    const inLink = text.lastIndexOf("<", end) > text.lastIndexOf(">", end) && text.indexOf(">", end) > 0;
    if (!inLink && !isGap(text[end - 1]) && !isWord(text[end + 1])) return end;
  }
  return -1;
}

function angle(body, names) {
  const [target, ...rest] = body.split("|");
  const label = rest.length ? unescape(rest.join("|")) : null;
  if (target.startsWith("@"))
    return mention(`@${names.user(target.slice(1)) ?? label ?? target.slice(1)}`, target.slice(1) === names.me);
  if (target.startsWith("#")) return mention(`#${names.channel(target.slice(1)) ?? label ?? target.slice(1)}`);
  if (target.startsWith("!date^")) return date(target, label, names);
  if (target.startsWith("!subteam^")) return mention(label ?? "@group");
  if (target.startsWith("!")) return mention(`@${label ?? target.slice(1)}`, true);
  return link(unescape(target), label);
}

const mention = (text, mine = false) => h("span", { class: mine ? "mention mine" : "mention" }, text);

function date(target, fallback, names) {
  const [, seconds, pattern, address] = target.split("^");
  const moment = Number(seconds);
  if (!Number.isFinite(moment) || Math.abs(moment) > 8.64e12 || !pattern)
    return document.createTextNode(fallback ?? "");
  const text = fillDate(moment, unescape(pattern), names.tz);
  const shown = h("time", { datetime: new Date(moment * 1000).toISOString(), title: fallback }, text);
  return address ? link(unescape(address), shown) : shown;
}

/** A link that opens apart; only web, mail and telephone addresses are live, anything else stays text. */
export function link(address, label) {
  if (!/^(https?:\/\/|mailto:|tel:)/i.test(address) || !URL.canParse(address))
    return document.createTextNode(label?.textContent ?? label ?? address);
  return h(
    "a",
    { href: address, target: "_blank", rel: "noopener noreferrer" },
    label ?? address.replace(/^(mailto|tel):/i, ""),
  );
}
