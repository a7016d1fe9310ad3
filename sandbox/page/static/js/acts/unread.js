/** What each person has seen: a chat that is open in a phone in view is read. Kept by this browser, for one world. */

import { update } from "../app.js";
import { chatAt } from "../world.js";
import { messagesIn } from "./topics.js";

/** Where one phone fills the screen. */
const NARROW = "(max-width: 759px)";

const narrow = () => matchMedia(NARROW).matches;

/** Whether a person could see this phone now. */
const inView = (app, index) => document.visibilityState === "visible" && (!narrow() || app.front === index);

/** Draw anew when a phone comes into view or leaves it. */
export function watching(app) {
  document.addEventListener("visibilitychange", () => update(app));
  matchMedia(NARROW).addEventListener("change", () => update(app));
}

/** Mark as read what is open in the phones in view. `phone.mark` is what was read before, where something was new. */
export function seen(app) {
  app.phones.forEach((phone, index) => {
    const chat = chatAt(app.world, phone.chat);
    const open = chat && inView(app, index) && !(chat.is_forum && phone.thread === null);
    const place = open ? placeIn(phone.person, chat, phone.thread) : null;
    if (open && phone.watched !== place) phone.mark = markIn(app, phone, chat);
    phone.watched = place;
    if (open) marks(app)[place] = lastIn(chat, phone.thread);
  });
}

/** How many messages of others this person has not seen: in a chat, or in one topic of it. */
export function unread(app, person, chat, thread = null) {
  if (!chat.is_forum) return fresh(app, person, chat, null).length;
  const topics = thread === null ? [1, ...chat.topics.map((one) => one.id)] : [thread];
  return topics.reduce((sum, one) => sum + fresh(app, person, chat, one).length, 0);
}

/** How many messages a person has not seen in all. */
export const unreadOf = (app, person, chats) => chats.reduce((sum, chat) => sum + unread(app, person, chat), 0);

function fresh(app, person, chat, thread) {
  const read = marks(app)[placeIn(person, chat, thread)] ?? 0;
  return messagesIn(chat, thread).filter((one) => one.id > read && one.from.id !== person && !isEvent(one));
}

/** Events of a chat are nothing to be read; a contact is, though it is told of as they are. */
const isEvent = ({ service }) => Object.keys(service).some((name) => name !== "contact");

function markIn(app, phone, chat) {
  const read = marks(app)[placeIn(phone.person, chat, phone.thread)];
  return read && fresh(app, phone.person, chat, phone.thread).length ? read : null;
}

const placeIn = (person, chat, thread) => `${person} ${chat.key} ${chat.is_forum ? thread : ""}`.trim();

const lastIn = (chat, thread) => messagesIn(chat, thread).at(-1)?.id ?? 0;

function marks(app) {
  const { name } = app.world;
  if (!app.memory.read[name]) app.memory.read = { [name]: {} };
  return app.memory.read[name];
}
