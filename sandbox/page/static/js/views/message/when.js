/** Times of messages, in the zone of the office, or of the browser where there is no office. */

import { form } from "../../when.js";

const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

/** The zone in which times are shown; undefined is the browser's own. */
export const zoneOf = (app) => app.stage?.clock?.zone;

/** Hours and minutes of a moment in Unix seconds. */
export const clockTime = (app, seconds) => form(app.memory.language, zoneOf(app), CLOCK).format(seconds * 1000);

/** The day of a moment as it is written above that day's messages. */
export const dayTitle = (app, seconds) =>
  form(app.memory.language, zoneOf(app), { weekday: "short", day: "numeric", month: "long" }).format(seconds * 1000);

/** The whole moment, for whoever points at the time. */
export const wholeTime = (app, seconds) =>
  form(app.memory.language, zoneOf(app), { dateStyle: "long", timeStyle: "medium" }).format(seconds * 1000);

/** The day of a moment as YYYY-MM-DD. */
export const dayOf = (seconds, zone) =>
  form("en-CA", zone, { year: "numeric", month: "2-digit", day: "2-digit" }).format(seconds * 1000);
