/** One phone: who holds it, and in it the list of chats, the topics of a forum, or an open chat. */

import { html, nothing } from "../../html.js";
import { chatAt, chatsOf } from "../../world.js";
import { dropped, dragged } from "./attaching.js";
import { chatList } from "./chats.js";
import { openedChat } from "./chat.js";
import { alerted, toasted } from "./said.js";
import { topicList } from "./topics.js";
import { holder } from "./holder.js";

export const phone = (app, one, index) => {
  const name = app.world.people.get(one.person)?.first_name ?? "";
  const label = app.t("phone.label", { number: index + 1, name });
  return html`
    <section class="phone ${index === app.front ? "front" : ""}" id="phone-${index}" aria-label=${label}
      @dragover=${(event) => dragged(one, event)} @drop=${(event) => dropped(app, one, event)}>
      <div class="inside" ?inert=${one.alert !== null}>
        ${holder(app, one, index)}
        ${one.person === null ? html`<p class="quiet">${app.t("phone.nobody")}</p>` : inside(app, one)}
        ${toasted(one)}
      </div>
      ${one.alert === null ? nothing : alerted(app, one)}
    </section>
  `;
};

function inside(app, one) {
  const chat = one.chat && chatAt(app.world, one.chat);
  if (!chat?.members.includes(one.person)) return chatList(app, one, chatsOf(app.world, one.person));
  if (chat.is_forum && one.thread === null) return topicList(app, one, chat);
  return openedChat(app, one, chat);
}
