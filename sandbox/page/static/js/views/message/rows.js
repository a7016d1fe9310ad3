/** A chat as rows from top to bottom: days, messages, albums. Nothing here performs anything. */

import { html } from "../../html.js";
import { bubble } from "./bubble.js";
import { serviceLine, tells } from "./service.js";
import { dayOf, dayTitle } from "./when.js";

/** Messages of one author stand together when no more than so many seconds lie between them. */
const TOGETHER = 600;

/** The rows of a chat: `{kind: "day", key, date}`, `{kind: "message" | "album", key, messages, first, last}`.
 *
 * An album is one row, also when only its first piece has come. `first` and `last` tell where a row stands among those
 * of its author. `zone` (an IANA name) says where one day ends; see `zoneOf`.
 */
export function rows(chat, zone) {
  const found = [];
  let day = null;
  for (const message of chat.messages.values()) {
    const today = dayOf(message.date, zone);
    if (today !== day) found.push({ kind: "day", key: `day:${today}:${message.id}`, date: message.date });
    day = today;
    placed(found, message);
  }
  return found.map((row, index) => standing(row, found[index - 1], found[index + 1]));
}

function placed(found, message) {
  const before = found.at(-1);
  if (joins(before, message)) return before.messages.push(message);
  const kind = message.album ? "album" : "message";
  return found.push({ kind, key: `${kind}:${message.id}`, messages: [message] });
}

const joins = (row, message) =>
  row?.kind === "album" && row.messages[0].album === message.album && row.messages[0].from.id === message.from.id;

const standing = (row, before, after) =>
  row.kind === "day" ? row : { ...row, first: !together(before, row), last: !together(row, after) };

function together(one, other) {
  if (!one?.messages || !other?.messages) return false;
  const [left, right] = [one.messages.at(-1), other.messages[0]];
  const near = right.date - left.date <= TOGETHER;
  return near && left.from.id === right.from.id && !tells(left) && !tells(right);
}

/** One row of a chat, drawn. */
export function row(app, phone, chat, one) {
  if (one.kind === "day") return html`<p class="m-day"><span>${dayTitle(app, one.date)}</span></p>`;
  if (tells(one.messages[0])) return serviceLine(app, chat, one.messages[0]);
  return bubble(app, phone, chat, one);
}
