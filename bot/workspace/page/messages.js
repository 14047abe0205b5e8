/* The message list: day lines, messages grouped by author, patched in place without moving what is being read. */

import { blockNodes, fileAddress, picture } from "./blocks.js";
import { clock, dayKey, dayName } from "./dates.js";
import { avatar, displayName, h, icon, iconButton, patchList } from "./dom.js";
import { finishNode } from "./finish.js";
import { mrkdwn, spoken } from "./mrkdwn.js";

const NEAR_END = 60;
/** How long after one's own press what comes is taken for its answer, in milliseconds. */
const ANSWERED = 10_000;
const SAME_BREATH = 300;

/** A message list. `render(messages, desk)` draws and answers what is new; `desk`: {room, names, people(id),
 * sceneOf(message), thread(ts), unreadFrom, replies, acted}; `acted`: when one last pressed something here. */
export function createLog(label) {
  const list = h("div", { class: "messages", role: "log", "aria-live": "off", "aria-label": label, tabindex: "0" });
  const pill = h(
    "button",
    { type: "button", class: "pill", hidden: true, on: { click: () => toEnd(parts) } },
    icon("down"),
    "New messages",
  );
  const parts = { list, pill, room: null, atEnd: true, known: new Set() };
  const keepEnd = () => parts.atEnd && !isTall(list) && toEnd(parts);
  list.addEventListener("scroll", () => {
    parts.atEnd = isAtEnd(list);
    if (parts.atEnd) pill.hidden = true;
  });
  list.addEventListener("load", keepEnd, true);
  new ResizeObserver(keepEnd).observe(list);
  return { node: h("div", { class: "log" }, list, pill), render: (messages, desk) => draw(parts, messages, desk) };
}

function toEnd({ list, pill }) {
  list.scrollTop = endOf(list);
  pill.hidden = true;
}

/** Where the list rests: at its end, or at the top of a last message too tall to be seen whole. */
const endOf = (list) =>
  isTall(list)
    ? list.scrollTop + list.lastElementChild.getBoundingClientRect().top - list.getBoundingClientRect().top
    : list.scrollHeight - list.clientHeight;

const isAtEnd = (list) => list.scrollTop > endOf(list) - NEAR_END;

const isTall = (list) => (list.lastElementChild?.offsetHeight ?? 0) > list.clientHeight;

function draw(parts, messages, desk) {
  const { list, pill } = parts;
  const entering = parts.room !== desk.room;
  if (entering) list.replaceChildren();
  const stick = entering || (parts.atEnd && isAtEnd(list)); // the event of a scroll just made may still be on its way
  const hold = topmost(list);
  patchList(list, rows(messages, desk));
  const news = entering ? [] : messages.filter((message) => !parts.known.has(keyOf(message)));
  const answered = news.length > 0 && performance.now() - desk.acted < ANSWERED;
  const follow = stick || answered || news.some((message) => message.user === desk.user);
  if (entering || (follow && (news.length || !isTall(list)))) toEnd(parts);
  else if (hold?.node.isConnected) list.scrollTop += hold.node.getBoundingClientRect().top - hold.top;
  if (news.length && !follow) pill.hidden = false;
  Object.assign(parts, { room: desk.room, known: new Set(messages.map(keyOf)) });
  return news;
}

/** The first message in view, with where it stands. */
function topmost(list) {
  const edge = list.getBoundingClientRect().top;
  const node = [...list.children].find((child) => child.getBoundingClientRect().bottom > edge);
  return node ? { node, top: node.getBoundingClientRect().top } : null;
}

const keyOf = (message) => `${message.ephemeral ? "only you " : ""}${message.ts}`;

function rows(messages, desk) {
  const { tz } = desk.names;
  const items = [];
  let before = null;
  for (const message of messages) {
    const seconds = Number(message.ts);
    const newDay = !before || dayKey(Number(before.ts), tz) !== dayKey(seconds, tz);
    const firstUnread = desk.unreadFrom === message.ts;
    if (newDay) items.push(line(`day ${dayKey(seconds, tz)}`, dayName(seconds, tz), "day"));
    if (firstUnread) items.push(line("unread", "New", "unread"));
    const close =
      before && !newDay && !firstUnread && before.user === message.user && seconds - Number(before.ts) < SAME_BREATH;
    const compact = Boolean(close && !message.ephemeral && !before.ephemeral);
    const replies = desk.replies?.get(message.ts) ?? null;
    items.push({
      key: keyOf(message),
      sign: JSON.stringify([{ ...message, state: null }, compact, replies, tz]),
      build: () => messageNode(message, compact, replies, desk),
    });
    before = message;
  }
  return items.length ? items : [{ key: "nothing", sign: "", build: nothing }];
}

const nothing = () => h("p", { class: "empty" }, "Nothing has been said here yet.");

function line(key, text, kind) {
  return {
    key,
    sign: text,
    build: () => h("div", { class: `line ${kind}`, role: "separator", "aria-label": text }, h("span", {}, text)),
  };
}

function messageNode(message, compact, replies, desk) {
  const author = desk.people(message.user);
  const time = clock(Number(message.ts), desk.names.tz);
  const node = h("article", {
    class: `message ${compact ? "compact" : ""} ${message.ephemeral ? "ephemeral" : ""}`,
    tabindex: "-1",
    "aria-label": `${displayName(author)}, ${time}`,
    data: { ts: message.ts },
  });
  const head = h(
    "header",
    {},
    h("strong", {}, displayName(author)),
    author?.is_bot ? h("span", { class: "badge" }, "App") : null,
    h("time", {}, time),
  );
  const main = h("div", { class: "message-main" });
  if (message.ephemeral) main.append(h("p", { class: "only-you" }, icon("eye"), "Only visible to you"));
  if (!compact) main.append(head);
  main.append(content(message, desk), ...(message.files ?? []).map((file) => fileNode(file, desk.sceneOf(message))));
  if (message.finish) main.append(finishNode(message, desk));
  if (replies) main.append(repliesButton(message, replies, desk));
  node.append(compact ? h("time", { class: "margin-time", "aria-hidden": "true" }, time) : avatar(author), main);
  if (desk.thread && !message.ephemeral)
    node.append(
      h(
        "div",
        { class: "message-tools" },
        iconButton("thread", "Reply in thread", () => desk.thread(message.thread_ts ?? message.ts)),
      ),
    );
  return node;
}

function content(message, desk) {
  const drawn = message.blocks?.length
    ? h("div", { class: "blocks" }, blockNodes(message.blocks, desk.sceneOf(message)))
    : h("div", { class: "text" }, mrkdwn(message.text ?? "", desk.names));
  // chat.update: a message whose blocks are replaced bears no mark.
  if (message.edited && !message.blocks?.length) drawn.append(h("span", { class: "edited" }, "(edited)"));
  return drawn;
}

function repliesButton(message, replies, desk) {
  const count = replies.count === 1 ? "1 reply" : `${replies.count} replies`;
  return h(
    "button",
    {
      type: "button",
      class: "replies",
      data: { focus: `replies ${message.ts}` },
      on: { click: () => desk.thread(message.ts) },
    },
    replies.authors.map((id) => avatar(desk.people(id), "small")),
    h("span", {}, count),
    h("small", {}, `Last at ${clock(replies.last, desk.names.tz)}`),
  );
}

function fileNode(file, scene) {
  const name = file.title || file.name || file.id;
  if ((file.mimetype ?? "").startsWith("image/")) {
    const alt = file.alt || name;
    return h(
      "figure",
      { class: "block block-image" },
      h("figcaption", {}, name),
      picture({ slack_file: { id: file.id }, alt_text: alt }, scene, "wide"),
    );
  }
  return h(
    "a",
    { class: "file", href: fileAddress(file.id, scene.names.me), target: "_blank", rel: "noopener" },
    icon("file"),
    h("span", {}, h("strong", {}, name), h("small", {}, file.name ?? "")),
  );
}

/** Whether a message stands in a thread, below another one. */
export const isReply = (message) => Boolean(message.thread_ts) && message.thread_ts !== message.ts;

/** Replies by parent `ts`: {count, last, authors}. */
export function replyCounts(messages) {
  const threads = new Map();
  for (const message of messages) {
    if (!isReply(message)) continue;
    const thread = threads.get(message.thread_ts) ?? { count: 0, last: 0, authors: [] };
    thread.count += 1;
    thread.last = Number(message.ts);
    if (!thread.authors.includes(message.user) && thread.authors.length < 4) thread.authors.push(message.user);
    threads.set(message.thread_ts, thread);
  }
  return threads;
}

/** What a screen reader is told about a new message. */
export const newsOf = (message, desk) =>
  `${displayName(desk.people(message.user))}: ${spoken(message.text ?? "", desk.names)}`;
