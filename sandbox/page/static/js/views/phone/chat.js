/** An open chat: its bar, its messages, the composer. */

import { openChat } from "../../acts/phones.js";
import { closed, topicOf } from "../../acts/topics.js";
import { html } from "../../html.js";
import { titleOf } from "../../world.js";
import { backBar } from "./bars.js";
import { composer } from "./composer.js";
import { log } from "./log.js";

export const openedChat = (app, phone, chat) => html`
  ${backBar(app, phone, bar(app, phone, chat))}
  ${log(app, phone, chat)}
  ${composer(app, phone, chat)}
`;

function bar(app, phone, chat) {
  const topic = topicOf(app, chat, phone.thread);
  const title = titleOf(app.world, chat);
  return {
    id: chat.private ? chat.bot : chat.id,
    title: topic ?? title,
    about: acting(app, chat) ?? about(app, phone, chat, topic && title),
    acts: acting(app, chat) !== null,
    back: () => openChat(app, phone, topic ? chat.key : null),
  };
}

function about(app, phone, chat, group) {
  if (group && closed(chat, phone.thread)) return app.t("phone.closed");
  if (chat.blocked) return app.t("phone.blocked");
  if (chat.private) return app.t("phone.bot");
  return group ?? app.t("phone.members", { count: chat.members.length });
}

/** What the bot does at the moment, or null. */
function acting(app, chat) {
  if (!chat.acting || chat.acting.till < performance.now()) return null;
  const doing = app.t(`phone.acting.${chat.acting.action}`);
  return chat.private ? doing : `${app.world.bots.get(chat.acting.bot)?.first_name}: ${doing}`;
}
