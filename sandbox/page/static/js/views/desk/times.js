/** Moments in words: in the office's zone, in the reader's language. */

import { officeTime } from "../../when.js";

/** «ср, 4 марта». */
export const dayOf = (app, moment) => officeTime(app, moment, { weekday: "short", day: "numeric", month: "long" });

/** «09:40», or «09:40:15». */
export const timeOf = (app, moment, seconds = false) =>
  officeTime(app, moment, { hour: "2-digit", minute: "2-digit", ...(seconds ? { second: "2-digit" } : {}) });

/** A moment to come: its time today, with its day otherwise. */
export function whenOf(app, moment) {
  const today = dayOf(app, new Date(app.stage.clock.now));
  const day = dayOf(app, moment);
  return day === today ? timeOf(app, moment) : `${day}, ${timeOf(app, moment)}`;
}
