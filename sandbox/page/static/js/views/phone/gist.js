/** A message in a few words: for lists, quotes and bars. */

import { plain } from "../message/names.js";
import { tells } from "../message/service.js";

const LONG = 160;

/** The first words of a message, or what it is where it has none. */
export function gist(app, message) {
  if (tells(message)) return app.t("phone.event");
  const words = plain(message.text).slice(0, LONG).replace(/\s+/g, " ").trim();
  const media = message.media ? app.t(`phone.kinds.${message.media.kind}`) : "";
  return [media, words].filter(Boolean).join(", ") || app.t("phone.event");
}
