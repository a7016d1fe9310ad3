/** Moments in words: in the office's zone, in the reader's language. */

const formats = new Map();

/** «ср, 4 марта». */
export const dayOf = (app, moment) => said(app, moment, { weekday: "short", day: "numeric", month: "long" });

/** «09:40», or «09:40:15». */
export const timeOf = (app, moment, seconds = false) =>
  said(app, moment, { hour: "2-digit", minute: "2-digit", ...(seconds ? { second: "2-digit" } : {}) });

/** A moment to come: its time today, with its day otherwise. */
export function whenOf(app, moment) {
  const today = dayOf(app, new Date(app.stage.clock.now));
  const day = dayOf(app, moment);
  return day === today ? timeOf(app, moment) : `${day}, ${timeOf(app, moment)}`;
}

function said(app, moment, parts) {
  const language = app.memory.language === "ru" ? "ru-RU" : "en-GB";
  const zone = app.stage.clock.zone;
  const key = [language, zone, ...Object.keys(parts)].join(" ");
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(language, { ...parts, timeZone: zone }));
  return formats.get(key).format(moment);
}
