/* Where one is, as the address after # tells it: #person, #person/room, #person/room/thread; room may be "home". */

const KEPT = "place";

/** The place the address names; parts that are missing are null. */
export function readPlace() {
  const [user, room, thread] = location.hash.slice(1).split("/");
  return { user: user || null, room: room || null, thread: thread || null };
}

/** Goes to a place by the address, so that the browser's Back works; `arrived` is called if it is there already. */
export function goToPlace(user, room, thread, arrived) {
  const wanted = addressOf(user, room, thread);
  if (location.hash === wanted) arrived();
  else location.hash = wanted;
}

/** Begins where the address says, else where one was last. */
export function beginSomewhere() {
  const [user, room] = (localStorage.getItem(KEPT) ?? "").split("/");
  if (!location.hash && user) history.replaceState(null, "", addressOf(user, room));
}

/** Remembers a place for the next visit. */
export const keepPlace = (user, room) => localStorage.setItem(KEPT, `${user}/${room}`);

/** The message that a link of this workspace names, {channel, ts, thread}; null for any other link. */
export function linkedMessage(address) {
  if (!URL.canParse(address) || new URL(address).origin !== location.origin) return null;
  const url = new URL(address);
  const [, channel, seconds, micros] = /^\/archives\/(\w+)\/p(\d+)(\d{6})$/.exec(url.pathname) ?? [];
  return channel ? { channel, ts: `${seconds}.${micros}`, thread: url.searchParams.get("thread_ts") } : null;
}

const addressOf = (...parts) => `#${parts.filter(Boolean).join("/")}`;
