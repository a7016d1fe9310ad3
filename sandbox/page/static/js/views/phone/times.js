/** Times in lists, in the office's zone. */

import { clockTime, dayOf, zoneOf } from "../message/when.js";

export { clockTime, dayOf, zoneOf };

/** A day in short. */
export function dayShort(app, seconds) {
  const shape = { day: "numeric", month: "short", timeZone: zoneOf(app) };
  return new Intl.DateTimeFormat(app.memory.language, shape).format(seconds * 1000);
}
