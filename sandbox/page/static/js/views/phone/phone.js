/** One phone: its person, the list of chats or an open chat. */

import { html } from "../../html.js";
import { chatsOf } from "../../world.js";
import { bubble } from "../message/bubble.js";
import { repeat } from "../../html.js";

export const phone = (app, one, index) => {
  const person = app.world.people.get(one.person);
  const chat = app.world.chats.get(one.chat) ?? chatsOf(app.world, one.person)[0];
  return html`
    <section class="phone" aria-label=${app.t("phone.label", { number: index + 1, name: person?.first_name ?? "" })}>
      <h2>${person?.first_name}</h2>
      <div class="log" role="log" tabindex="0" aria-label=${app.t("phone.messages")}>
        ${chat ? repeat(chat.messages.values(), (message) => message.id, (message) => bubble(app, one, chat, message)) : ""}
      </div>
    </section>
  `;
};
