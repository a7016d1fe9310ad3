/** A message in a few words: for lists, quotes and bars. */

const LONG = 160;

/** The first words of a message, or what it is where it has none. */
export function gist(app, message) {
  const words = message.text.slice(0, LONG).replace(/\s+/g, " ").trim();
  const media = message.media ? app.t(`phone.kinds.${message.media.kind}`) : "";
  return [media, words].filter(Boolean).join(", ") || app.t("phone.event");
}
