/* The local workspace's page: plain modules, no build step. This one holds the state and ties the others together.
 *
 *   app        state, refetching, redrawing, wiring   place      where one is: the address after #
 *   api        requests and the socket               directory  names, zones, rooms as the played person knows them
 *   sidebar    rooms, tools, the phone's drawer      people     whom one plays
 *   pane       the main pane                         thread     the side panel
 *   messages   message lists patched in place        composer   typing, drafts, slash commands
 *   modal      the app's modal                       home       the app's Home
 *   blocks     Block Kit's blocks                    elements   its controls         picker  pick several
 *   mrkdwn     Slack's text marks                    richtext   rich_text            dates   dates in a zone
 *   deeds      saying, commands, reading, starting over
 *   finish     the row below a card that can be finished
 *   scene      how a press reaches the app           values     what was filled in
 *   dialog     focus, Esc, confirm, large pictures   notices    short notices and the screen reader's voice
 *   wire       the payloads                          card       the first visit      theme   light and dark
 *   dom        nodes, patched by key
 *
 * Hooks for tests: roles and labels first; [data-ts] a message, [data-room] a room, [data-user] a person,
 * [data-block-id] and [data-action-id] Block Kit, [data-view-id] the modal, [data-testid] the panels. */

import * as api from "./api.js";
import { createCard } from "./card.js";
import { drafts } from "./composer.js";
import { createDeeds } from "./deeds.js";
import { createDirectory } from "./directory.js";
import { h } from "./dom.js";
import { createModal } from "./modal.js";
import { isReply, newsOf, replyCounts } from "./messages.js";
import { announce, notice } from "./notices.js";
import { createPane } from "./pane.js";
import { beginSomewhere, goToPlace, keepPlace, linkedMessage, readPlace } from "./place.js";
import { createScene } from "./scene.js";
import { createSidebar, fitDrawer, showDrawer } from "./sidebar.js";
import { createThread } from "./thread.js";
import { createForm } from "./values.js";
import { createWire } from "./wire.js";

const state = {
  play: null,
  user: null,
  room: null,
  thread: null,
  seen: null,
  unreadFrom: null,
  online: true,
  aim: null,
  entered: null,
  acted: { room: null, at: 0 },
};
const forms = new Map();
let stopFollowing = () => {};
let fetching = null;
let fetchAgain = false;

const deeds = createDeeds(state, refresh);
const card = createCard({ go: (user, channel) => goTo(user, channel), press: deeds.pressCard });
const wire = createWire();
const modal = createModal();
const thread = createThread({ send: (room, text) => deeds.reply(text), close: () => goTo(state.user, state.room) });
const pane = createPane({
  send: (room, text) => deeds.speak(text),
  commands: () => state.play.commands,
  go: (room) => goTo(state.user, room),
  wire: wire.toggle,
  card: card.node,
});
const sidebar = createSidebar({
  go: (room) => goTo(state.user, room),
  play: (user) => goTo(user),
  wire: wire.toggle,
  guide: card.show,
  startOver,
});

/** Fetches what is seen and redraws; calls that come meanwhile share one more round. */
function refresh() {
  fetchAgain = true;
  fetching ??= (async () => {
    while (fetchAgain) {
      fetchAgain = false;
      await fetchOnce();
    }
    fetching = null;
  })();
  return fetching;
}

async function fetchOnce() {
  const { user } = state;
  try {
    const [play, seen] = await Promise.all([api.play(), user ? api.seen(user) : null]);
    if (user !== state.user) return;
    Object.assign(state, { play, seen });
    draw();
  } catch (error) {
    notice(error.message);
  }
  wire.look();
}

function draw() {
  if (!state.play) return;
  const directory = createDirectory(state.play, state.seen, state.user);
  settleRoom(directory);
  const desk = deskFor(directory);
  sidebar.render(state, directory);
  card.render(state.play.card);
  const news = [...pane.render(state, directory, desk), ...drawThread(directory, desk)];
  for (const message of news.filter((message) => message.user !== state.user)) announce(newsOf(message, desk));
  modal.render(state.seen?.view ?? null, desk);
  document.title = `${directory.me.name} · ${state.play.team.name}`;
  markRead(directory);
  if (state.aim) showAimed();
  document.getElementById("away").hidden = state.play.connected !== false;
}

/** Brings the message a link named into view: a long one from its beginning. */
function showAimed() {
  const node = document.querySelector(`[data-ts="${CSS.escape(state.aim)}"]`);
  const long = node?.offsetHeight > node?.closest("[role=log]")?.clientHeight / 2;
  node?.scrollIntoView({ block: long ? "start" : "center" });
  node?.focus({ preventScroll: true });
  if (node) state.aim = null;
}

/** Settles where one is: a room that is not this person's gives way to their messages with the app. */
function settleRoom(directory) {
  if (!state.seen) return;
  if (state.room !== "home" && !directory.room(state.room))
    state.room = directory.appRoom?.id ?? directory.rooms[0]?.id ?? "home";
  const place = `${state.user}/${state.room}`;
  if (state.entered === place) return;
  state.entered = place;
  enter(directory);
}

function deskFor(directory) {
  const all = (state.seen?.messages ?? []).filter((message) => message.channel === state.room);
  const inRoom = all.filter((message) => !isReply(message));
  return {
    user: state.user,
    names: directory.names,
    people: directory.person,
    refresh,
    acting,
    acted: state.acted.room === `${state.user}/${state.room}` ? state.acted.at : -Infinity,
    room: `${state.user}/${state.room}`,
    messages: inRoom,
    all,
    replies: replyCounts(all),
    unreadFrom: state.unreadFrom,
    thread: (ts) => goTo(state.user, state.room, ts),
    sceneOf: (message) => {
      const surface = { channel: message.channel, ts: message.ts };
      const key = `${state.user} ${message.channel} ${message.ts}`;
      if (!forms.has(key)) forms.set(key, createForm());
      forms.get(key).hold(message.state?.values);
      return createScene({ user: state.user, surface, form: forms.get(key), names: directory.names, refresh, acting });
    },
  };
}

/** Notes that one pressed or submitted something here: what the app answers is followed. */
function acting() {
  state.acted = { room: `${state.user}/${state.room}`, at: performance.now() };
}

function drawThread(directory, desk) {
  const shown =
    state.thread && desk.all.filter((message) => message.ts === state.thread || message.thread_ts === state.thread);
  if (!shown?.length) {
    thread.hide();
    return [];
  }
  const room = directory.room(state.room);
  return thread.render(shown, {
    ...desk,
    room: `${desk.room}/${state.thread}`,
    roomName: room.partner ? room.name : `#${room.name}`,
    thread: null,
    replies: null,
    unreadFrom: null,
  });
}

function markRead(directory) {
  const room = directory.room(state.room);
  if (!room?.unread || document.hidden) return;
  const last = state.seen.messages.findLast((message) => message.channel === room.id);
  deeds.read(room.id, last.ts);
}

/** On entering a room: remembers the first unread message for the line above it, and tells the app of Home. */
function enter(directory) {
  const unread = directory.room(state.room)?.unread ?? 0;
  const others = state.seen.messages.filter(
    (message) => message.channel === state.room && !isReply(message) && message.user !== state.user,
  );
  state.unreadFrom = unread && others.length > unread ? others.at(-unread).ts : null;
  if (state.room === "home") deeds.openHome();
}

const goTo = (user, room, threadTs) => goToPlace(user, room, threadTs, followAddress);

function followAddress() {
  const place = readPlace();
  const wanted = state.play.users.find((person) => person.id === place.user) ?? state.play.users[0];
  if (wanted) keepPlace(wanted.id, place.room ?? "");
  if (wanted?.id !== state.user) become(wanted?.id ?? null);
  Object.assign(state, { room: place.room, thread: place.thread });
  draw();
}

/** Follows a link to a message of this workspace without leaving the person being played. */
function followLink(event) {
  const message = linkedMessage(event.target.closest?.("a[href]")?.href);
  if (!message) return;
  event.preventDefault();
  state.aim = message.ts;
  goTo(state.user, message.channel, message.thread);
}

async function startOver() {
  if (!(await deeds.startOver())) return;
  drafts.clear();
  forms.clear();
  modal.forget();
  wire.clear();
  notice("Started over.", "fine");
}

function become(user) {
  stopFollowing();
  Object.assign(state, { user, seen: null, unreadFrom: null, entered: null });
  if (!user) return;
  stopFollowing = api.follow(user, refresh, showOnline);
  refresh();
}

function showOnline(online) {
  if (online === state.online) return;
  state.online = online;
  document.getElementById("offline").hidden = online;
}

async function start() {
  const banner = h(
    "p",
    { class: "banner" },
    h("span", {}, "Local workspace."),
    " Nothing leaves this computer.",
    h("strong", { id: "offline", role: "status", hidden: true }, "Connection lost, trying again…"),
    h("strong", { id: "away", role: "status", hidden: true }, "The app is not connected."),
  );
  document.getElementById("app").append(banner, sidebar.node, pane.node, thread.node, wire.node);
  document.getElementById("app").addEventListener("click", (event) => event.target.id === "app" && showDrawer(false));
  fitDrawer();
  await refresh();
  if (!state.play) return setTimeout(() => location.reload(), 3000);
  beginSomewhere();
  addEventListener("hashchange", followAddress);
  document.addEventListener("click", followLink);
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
  addEventListener(
    "keydown",
    (event) => event.key === "Escape" && document.documentElement.classList.contains("drawer") && showDrawer(false),
  );
  followAddress();
}

start();
