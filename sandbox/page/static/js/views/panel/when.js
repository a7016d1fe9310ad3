/** Moments as the panel says them: in the office's zone, in the language of the page. */

import { officeTime } from "../../when.js";

const DAY = { weekday: "short", day: "numeric", month: "long" };
const TIME = { hour: "2-digit", minute: "2-digit" };

/** «ср, 4 марта». */
export const day = (app, iso) => officeTime(app, new Date(iso), DAY);

/** «14:40». */
export const time = (app, iso) => officeTime(app, new Date(iso), TIME);

/** «ср, 4 марта, 14:40»: a deadline always comes with its day of the week. */
export const moment = (app, iso) => `${day(app, iso)}, ${time(app, iso)}`;

/** «14:40» today, else with the day. */
export const near = (app, iso) => (day(app, iso) === day(app, app.stage.clock.now) ? time(app, iso) : moment(app, iso));

/** How long ago a real moment was, or how far ahead it is: «12 с назад», «через 5 с». `now` is of Date.now(). */
export function apart(app, iso, now) {
  const seconds = Math.round((Date.parse(iso) - now) / 1000);
  const [unit, size] = [["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]]
    .find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  const words = new Intl.RelativeTimeFormat(app.memory.language, { style: "short", numeric: "auto" });
  return words.format(Math.trunc(seconds / size), unit);
}
