/** The side panel: the journal of a card, its deadlines, timers, the outbox. Closed at first. */

import { nothing } from "../../html.js";

export const panel = () => nothing;
