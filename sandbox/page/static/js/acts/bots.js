/** A bot is opened, begun anew, blocked and unblocked. */

import { drive } from "../api.js";
import { attempt } from "../app.js";
import { openChat } from "./phones.js";
import { follow } from "./scroll.js";

/** Open a bot's chat in a phone and press Start, with the payload of a link where there is one. */
export async function openBot(app, phone, bot, payload = "") {
  openChat(app, phone, `${phone.person}:${bot.id}`);
  await attempt(app, () => drive("open", { user: phone.person, bot: bot.id, start: true, payload }));
  follow(phone);
}

/** Block a bot, or let it write again. */
export const block = (app, phone, bot, state) =>
  attempt(app, () => drive(state ? "block" : "unblock", { user: phone.person, bot: bot.id }));
