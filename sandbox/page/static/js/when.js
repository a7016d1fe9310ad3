/** Formatters of moments. Making one is slow, so each is made once. */

const FORMS = new Map();

/** A formatter of dates in a language and a zone (an IANA name; undefined is the browser's own). */
export function form(language, zone, shape) {
  const key = `${language}/${zone}/${JSON.stringify(shape)}`;
  if (!FORMS.has(key)) FORMS.set(key, new Intl.DateTimeFormat(language, { ...shape, timeZone: zone }));
  return FORMS.get(key);
}

/** A moment in the office's zone, as the bar and the panel say it: in English the day comes before the month. */
export const officeTime = (app, moment, shape) =>
  form(app.memory.language === "ru" ? "ru-RU" : "en-GB", app.stage.clock.zone, shape).format(moment);
