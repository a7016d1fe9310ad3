/** Times in lists, in the office's zone. */

import { clockTime, dayOf, zoneOf } from "../message/when.js";

export { clockTime, dayOf, zoneOf };

/** A day in short. */
export const dayShort = (app, seconds) =>
  new Intl.DateTimeFormat(app.memory.language, { day: "numeric", month: "short", timeZone: zoneOf(app) }).format(seconds * 1000);
