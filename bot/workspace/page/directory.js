/* Who and where: names and zones for everything drawn, as the person being played knows them. */

import { displayName } from "./dom.js";

const FALLBACK_ZONE = "Etc/UTC";

/** What the page knows of people and rooms. `playable` are those one can be; `rooms` those `me` is in. */
export function createDirectory(play, seen, me) {
  const everyone = [...play.users, { ...play.bot, is_bot: true }];
  const users = new Map(everyone.map((user) => [user.id, user]));
  const channels = new Map([...play.channels, ...(seen?.channels ?? [])].map((channel) => [channel.id, channel]));
  const person = (id) => users.get(id) ?? { id, name: id };
  const rooms = (seen?.channels ?? []).map((room) => {
    const partner = room.kind === "dm" ? person(room.with) : null;
    return { ...room, partner, name: partner ? displayName(partner) : room.name };
  });
  return {
    me: person(me),
    person,
    playable: play.users,
    rooms,
    room: (id) => rooms.find((room) => room.id === id),
    appRoom: rooms.find((room) => room.partner?.is_bot),
    names: {
      me,
      tz: users.get(me)?.tz ?? FALLBACK_ZONE,
      user: (id) => (users.has(id) ? displayName(users.get(id)) : null),
      channel: (id) => channels.get(id)?.name ?? null,
      people: () => everyone,
      rooms: () => rooms,
    },
  };
}
