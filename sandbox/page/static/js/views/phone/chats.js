/** The list of a person's chats. */

import { openChat } from "../../acts/phones.js";
import { unread } from "../../acts/unread.js";
import { html, repeat } from "../../html.js";
import { newest, titleOf } from "../../world.js";
import { entry } from "./entry.js";

export const chatList = (app, phone, chats) => html`
  <div class="bar"><h2>${app.t("phone.chats")}</h2></div>
  <ul class="entries" role="list" aria-label=${app.t("phone.chats")}>
    ${repeat(chats, (chat) => chat.key, (chat) => html`<li>${chatEntry(app, phone, chat)}</li>`)}
  </ul>
`;

const chatEntry = (app, phone, chat) =>
  entry(app, phone, {
    id: chat.private ? chat.bot : chat.id,
    title: titleOf(app.world, chat),
    last: newest(chat),
    state: chat.blocked ? app.t("phone.blocked") : "",
    unread: unread(app, phone.person, chat),
    open: () => openChat(app, phone, chat.key),
  });
