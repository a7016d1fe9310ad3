/** What a person does in the open chat: writes, replies, edits, deletes. */

import { drive } from "../api.js";
import { attempt, update } from "../app.js";
import { placeOf } from "../world.js";

/** The chat that is open in a phone, if any is. */
export const chatIn = (app, phone) => app.world.chats.get(phone.chat);

/** How a request names the open chat, its topic, and what is replied to. */
export function whereIn(app, phone, reply = phone.reply) {
  const thread = phone.thread > 1 ? { thread: phone.thread } : {};
  return { ...placeOf(chatIn(app, phone), phone.person), ...thread, ...(reply ? { reply_to: reply } : {}) };
}

/** Send a text. Returns whether the sandbox took it; where it did not, nothing that was written is lost. */
export async function sendText(app, phone, text) {
  const sent = await attempt(app, () => drive("send", { ...whereIn(app, phone), text }));
  if (sent) update(app, () => (phone.reply = null));
  return Boolean(sent);
}

/** Begin a reply to a message. */
export function startReply(app, phone, message) {
  update(app, () => Object.assign(phone, { reply: message.id, edit: null }));
}

/** Begin to edit one's own message. */
export function startEdit(app, phone, message) {
  update(app, () => Object.assign(phone, { edit: message.id, reply: null, text: message.text }));
}

/** Delete a message for everybody. */
export const remove = (app, phone, message) =>
  attempt(app, () => drive("delete", { ...whereIn(app, phone, null), message: message.id }));
