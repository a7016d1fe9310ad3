/** What happened in a chat, told in its middle. */

import { html } from "../../html.js";
import { apart, personName } from "./names.js";
import { jump } from "./jump.js";
import { lineOf } from "./quote.js";

/** What each kind fills into its words; a contact is no event but a message. */
const TOLD = {
  new_chat_members: (people) => ({ names: people.map((one) => apart(personName(one))).join(", ") }),
  left_chat_member: (person) => ({ name: apart(personName(person)) }),
  migrate_to_chat_id: () => ({}),
  migrate_from_chat_id: () => ({}),
  forum_topic_created: (topic) => ({ name: apart(topic.name) }),
  forum_topic_closed: () => ({}),
  forum_topic_reopened: () => ({}),
};

const kindOf = (message) => Object.keys(message.service).find((kind) => kind in TOLD || kind === "pinned_message");

/** Whether a message tells of an event, and is no bubble. */
export const tells = (message) => kindOf(message) !== undefined;

/** The line of an event. */
export function serviceLine(app, chat, message) {
  const kind = kindOf(message);
  const line = kind === "pinned_message" ? pinned(app, chat, message) : told(app, kind, message.service[kind]);
  return html`<p class="m-service" data-message=${message.id} tabindex="-1">${line}</p>`;
}

const told = (app, kind, about) => html`<span>${app.t(`message.${kind}`, TOLD[kind](about))}</span>`;

function pinned(app, chat, message) {
  const id = message.service.pinned_message;
  const original = app.world.chats.get(chat.key)?.messages.get(id);
  if (!original) return html`<span>${app.t("message.pinned_lost")}</span>`;
  const line = app.t("message.pinned_message", { text: apart(lineOf(app, original).slice(0, 60)) });
  return html`<button type="button" @click=${(event) => jump(event.currentTarget, id)}>${line}</button>`;
}
