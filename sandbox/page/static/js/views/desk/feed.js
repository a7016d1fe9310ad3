/** The citizens' posts, from which one is forwarded with a click. */

import { nothing } from "../../html.js";

export const feed = () => nothing;
