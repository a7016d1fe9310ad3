/** The topics of a forum group, before one is opened. */

import { openChat } from "../../acts/phones.js";
import { closed, GENERAL, messagesIn } from "../../acts/topics.js";
import { unread } from "../../acts/unread.js";
import { html, repeat } from "../../html.js";
import { backBar } from "./bars.js";
import { entry } from "./entry.js";

export const topicList = (app, phone, chat) => html`
  ${backBar(app, phone, bar(app, phone, chat))}
  <ul class="entries" role="list" aria-label=${app.t("phone.topics")}>
    ${repeat(topics(app, chat), (topic) => topic.id, (topic) => html`<li>${topicEntry(app, phone, chat, topic)}</li>`)}
  </ul>
`;

const bar = (app, phone, chat) =>
  ({ id: chat.id, title: chat.title, about: app.t("phone.topics"), back: () => openChat(app, phone, null) });

const topics = (app, chat) => [{ id: GENERAL, name: app.t("phone.general") }, ...chat.topics];

const topicEntry = (app, phone, chat, topic) =>
  entry(app, phone, {
    id: topic.id,
    title: topic.name,
    last: messagesIn(chat, topic.id).at(-1),
    state: closed(chat, topic.id) ? app.t("phone.closed") : "",
    unread: unread(app, phone.person, chat, topic.id),
    open: () => openChat(app, phone, chat.key, topic.id),
  });
