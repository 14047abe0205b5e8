/* The door to the server: JSON requests under /play and the socket that says when to look again. */

/** A request that failed, with words fit for a person. */
export class Unanswered extends Error {}

async function request(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Unanswered("The local workspace cannot be reached. Is it still running in the terminal?");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Unanswered(inWords(answer));
  return answer;
}

/** What went wrong, for a person: the error where it is a sentence, and how to mend it. */
export function inWords({ error = "", mend = "" }) {
  if (error.includes(" ")) return `${error} ${mend}`.trim();
  return mend || `That did not work${error ? ` (${error})` : ""}. Nothing was lost; try again.`;
}

/** The team, its people, channels, commands and the first-visit card. */
export const play = () => request("GET", "/play");

/** Everything `user` sees now: channels, messages, open view, Home. */
export const seen = (user) => request("GET", `/play/${encodeURIComponent(user)}/seen`);

/** One deed of `user`: say, click, submit, close, command, home or read. */
export const act = (user, deed, body = {}) => request("POST", `/play/${encodeURIComponent(user)}/${deed}`, body);

/** The payloads that went over the wire after number `n`. */
export const wire = (n) => request("GET", `/play/wire?after=${n}`);

/** Empties the workspace and the bot's store and begins again. */
export const startOver = () => request("POST", "/play/start-over", {});

/** Presses one of the first-visit card's own buttons. */
export const pressCard = (id) => request("POST", `/play/card/${encodeURIComponent(id)}`, {});

/** Calls `changed` on every change `user` could see, and `status(online)` when the line drops or returns;
 * answers a function that stops it. */
export function follow(user, changed, status) {
  let socket = null;
  let pause = 500;
  let timer = 0;
  let stopped = false;

  const connect = () => {
    socket = new WebSocket(
      `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/play/${encodeURIComponent(user)}/changes`,
    );
    socket.addEventListener("open", () => {
      pause = 500;
      status(true);
      changed();
    });
    socket.addEventListener("message", changed);
    socket.addEventListener("close", again);
  };
  const again = () => {
    if (stopped) return;
    status(false);
    timer = setTimeout(connect, pause);
    pause = Math.min(pause * 2, 10000);
  };
  connect();
  return () => {
    stopped = true;
    clearTimeout(timer);
    socket.close();
  };
}
