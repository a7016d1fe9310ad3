/** Links in messages: one to the bot opens it, any other is only copied. The page never goes anywhere. */

import { note } from "../app.js";
import { openBot } from "./bots.js";

export { openBot };

/** Follow a link from a message in a phone. */
export async function openLink(app, phone, url) {
  const link = botLink(url);
  const bot = link && [...app.world.bots.values()].find((one) => one.username?.toLowerCase() === link.bot);
  if (bot) return openBot(app, phone, bot, link.payload);
  return copy(app, url);
}

const SHORT = /^(?:https?:\/\/)?(?:www\.)?(?:t|telegram)\.me\/(\w{3,})\/?(?:[?#].*)?$/i;
const LONG = /^tg:(?:\/\/)?resolve\/?\?/i;

/** Which bot a link means, and with which payload; null for any other link. */
function botLink(url) {
  const query = new URLSearchParams(url.split(/[?#]/)[1] ?? "");
  const name = LONG.test(url) ? query.get("domain") : SHORT.exec(url)?.[1];
  return name ? { bot: name.toLowerCase(), payload: query.get("start") ?? "" } : null;
}

const SHOWN = 80;

/** Put a text into the clipboard and say so. */
export async function copy(app, text) {
  const short = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  try {
    await navigator.clipboard.writeText(text);
    note(app, app.t("phone.copied", { text: short }));
  } catch {
    note(app, app.t("phone.uncopied", { text: short }), "error");
  }
}
