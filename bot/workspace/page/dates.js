/* Dates as the person being played reads them: in their own zone, in the browser's language. */

const formatters = new Map();

function formatter(tz, options) {
  const key = `${tz} ${JSON.stringify(options)}`;
  if (!formatters.has(key)) formatters.set(key, makeFormatter(tz, options));
  return formatters.get(key);
}

function makeFormatter(tz, options) {
  try {
    return new Intl.DateTimeFormat(undefined, { ...options, timeZone: tz });
  } catch {
    return new Intl.DateTimeFormat(undefined, options);
  }
}

const write = (seconds, tz, options) => formatter(tz, options).format(new Date(seconds * 1000));

/** "14:05", in the zone `tz`. */
export const clock = (seconds, tz) => write(seconds, tz, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** A key that is the same for two moments of one day in the zone `tz`, as YYYY-MM-DD. */
export function dayKey(seconds, tz) {
  const part = parts(seconds, tz);
  return `${part.year}-${part.month}-${part.day}`;
}

function parts(seconds, tz) {
  const options = {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  };
  let format;
  try {
    format = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: tz });
  } catch {
    format = new Intl.DateTimeFormat("en-GB", options);
  }
  return Object.fromEntries(format.formatToParts(new Date(seconds * 1000)).map((part) => [part.type, part.value]));
}

/** "Today", "Yesterday", "Tomorrow", or null where a plain date is due. */
function nearDay(seconds, tz) {
  const now = Date.now() / 1000;
  const day = dayKey(seconds, tz);
  if (day === dayKey(now, tz)) return "Today";
  if (day === dayKey(now - 86400, tz)) return "Yesterday";
  return day === dayKey(now + 86400, tz) ? "Tomorrow" : null;
}

/** The words over a day's messages. */
export const dayName = (seconds, tz) =>
  nearDay(seconds, tz) ?? write(seconds, tz, { weekday: "long", day: "numeric", month: "long" });

const FORMATS = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { year: "numeric", month: "long", day: "numeric", weekday: "long" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
};

/** Fills a `<!date^…>` pattern such as "{date_short_pretty} at {time}"; unknown parts stay as written. */
export function fillDate(seconds, pattern, tz) {
  return pattern.replace(/\{([a-z_]+)\}/g, (whole, token, offset) => {
    const plain = token.replace(/_pretty$/, "");
    if (plain === "ago") return ago(seconds);
    if (!FORMATS[plain]) return whole;
    const near = plain === token ? null : nearDay(seconds, tz);
    return near ? (offset === 0 ? near : near.toLowerCase()) : write(seconds, tz, FORMATS[plain]);
  });
}

function ago(seconds) {
  const minutes = Math.round((seconds - Date.now() / 1000) / 60);
  const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
  if (Math.abs(minutes) < 60) return relative.format(minutes, "minute");
  if (Math.abs(minutes) < 1440) return relative.format(Math.round(minutes / 60), "hour");
  return relative.format(Math.round(minutes / 1440), "day");
}

/** Unix seconds -> "YYYY-MM-DDTHH:MM" as a clock in `tz` shows it. */
export function toLocalInput(seconds, tz) {
  const part = parts(seconds, tz);
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
}

/** "YYYY-MM-DDTHH:MM" on a clock in `tz` -> unix seconds; the second look settles days when clocks change. */
export function fromLocalInput(text, tz) {
  const wanted = Date.parse(`${text}Z`) / 1000;
  if (Number.isNaN(wanted)) return null;
  let guess = wanted;
  for (let look = 0; look < 2; look += 1) guess += wanted - Date.parse(`${toLocalInput(guess, tz)}Z`) / 1000;
  return guess;
}
