/** Times in lists, in the office's zone. */

import { form } from "../../when.js";
import { clockTime, dayOf, zoneOf } from "../message/when.js";

export { clockTime, dayOf, zoneOf };

/** A day in short. */
export const dayShort = (app, seconds) =>
  form(app.memory.language, zoneOf(app), { day: "numeric", month: "short" }).format(seconds * 1000);
