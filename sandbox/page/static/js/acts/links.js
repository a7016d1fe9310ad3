/** Links in messages: one to the bot opens it, any other is only copied. The page never goes anywhere. */

import { drive } from "../api.js";
import { attempt, note } from "../app.js";
import { openChat } from "./phones.js";

/** Follow a link from a message in a phone. */
export async function openLink(app, phone, url) {
  const link = botLink(url);
  const bot = link && [...app.world.bots.values()].find((one) => one.username?.toLowerCase() === link.bot);
  if (bot) return openBot(app, phone, bot, link.payload);
  await copy(app, url);
}

/** Open a bot's chat in a phone and press Start, with the payload of a link where there is one. */
export async function openBot(app, phone, bot, payload = "") {
  openChat(app, phone, `${phone.person}:${bot.id}`);
  await attempt(app, () => drive("open", { user: phone.person, bot: bot.id, start: true, payload }));
}

/** Which bot a link means, and with which payload; null for any other link. */
export function botLink(url) {
  const found =
    /^(?:https?:\/\/)?(?:t\.me|telegram\.me)\/(\w{3,})\/?(?:\?(.*))?$/i.exec(url) ??
    /^tg:\/\/resolve\/?\?(?:.*&)?domain=(\w{3,})(?:&(.*))?$/i.exec(url);
  if (!found) return null;
  const query = new URLSearchParams(url.split("?")[1] ?? "");
  return { bot: found[1].toLowerCase(), payload: query.get("start") ?? "" };
}

/** Put a text into the clipboard and say so. */
export async function copy(app, text) {
  try {
    await navigator.clipboard.writeText(text);
    note(app, app.t("phone.copied", { text }));
  } catch {
    note(app, app.t("phone.uncopied", { text }));
  }
}
