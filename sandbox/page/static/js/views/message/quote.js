/** Above a message: what it answers, and whom it is forwarded from. */

import { html, nothing } from "../../html.js";
import { colourOf, personName, plain } from "./names.js";
import { jump } from "./jump.js";

/** So many of the newest messages of a chat are here at all. */
const HERE = 400;

/** The message that is answered, or nothing. A click goes to it. */
export function quote(app, chat, message) {
  if (!message.reply_to) return nothing;
  const every = app.world.chats.get(chat.key)?.messages ?? chat.messages;
  const original = every.get(message.reply_to);
  if (!original) return html`<p class="m-quote is-gone">${app.t(`message.${absence(every, message.reply_to)}`)}</p>`;
  return html`<button type="button" class="m-quote ${colourOf(original.from.id)}" title=${app.t("message.jump")}
    @click=${(event) => jump(event.currentTarget, original.id)}>
    <bdi class="m-whose">${plain(original.from.name)}</bdi><bdi>${lineOf(app, original)}</bdi>
  </button>`;
}

/** A message that is not here was deleted, or is older than what is shown. */
const absence = (messages, id) => (messages.size < HERE || id > [...messages.keys()][0] ? "deleted" : "older");

/** A message in one line. */
export function lineOf(app, message) {
  const line = plain(message.text.split("\n").find((one) => one.trim()) ?? "");
  if (line) return line.slice(0, 160);
  return message.media ? app.t(`message.${message.media.kind}`) : app.t("message.message");
}

/** Whom a message is forwarded from, or nothing. */
export function forwarded(app, message) {
  if (!message.forward) return nothing;
  return html`<p class="m-forwarded">${app.t("message.forwarded")} <bdi>${sourceOf(message.forward)}</bdi></p>`;
}

/** The name of an origin: a person, a person who hides, a group, a channel. */
function sourceOf(origin) {
  const name = personName(origin.sender_user) || origin.sender_user_name || (origin.sender_chat ?? origin.chat)?.title;
  const signature = origin.author_signature ? ` (${origin.author_signature})` : "";
  return plain(`${name ?? ""}${signature}`);
}
