/** What a bot has asked for by a ForceReply, and what a person is replying to. Nothing here performs anything. */

import { messagesIn } from "./topics.js";

/** The newest question of a bot to the phone's person that he has neither answered nor waved off; else null. */
export function asked(app, phone, chat) {
  for (const message of messagesIn(chat, phone.thread).reverse()) {
    if (message.from.id === phone.person && !isService(message)) return null;
    if (meant(app, phone, chat, message)) return phone.dismissed.has(message.id) ? null : message;
  }
  return null;
}

const isService = (message) => Object.keys(message.service ?? {}).length > 0;

function meant(app, phone, chat, message) {
  if (!message.keyboard?.force_reply || !message.from.is_bot) return false;
  return chat.private || !message.keyboard.selective || addressed(app, phone, chat, message);
}

/** A selective question is for whom it replies to and whom it mentions. */
function addressed(app, phone, chat, message) {
  if (chat.messages.get(message.reply_to)?.from.id === phone.person) return true;
  const name = app.world.people.get(phone.person)?.username?.toLowerCase();
  return message.entities.some((one) => one.user?.id === phone.person || (name && mentions(message.text, one, name)));
}

/** Offsets of entities count UTF-16 units, as strings here do. */
const mentions = (text, { type, offset, length }, name) =>
  type === "mention" && text.slice(offset + 1, offset + length).toLowerCase() === name;

/** The message that will be replied to: the chosen one, else the one that asks; undefined where there is none. */
export function replyIn(app, phone, chat) {
  if (phone.edit) return undefined;
  return chat.messages.get(phone.reply) ?? asked(app, phone, chat) ?? undefined;
}
