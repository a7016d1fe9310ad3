/** On a narrow screen: which of the phones is in front. */

import { nothing } from "../../html.js";

export const tabs = () => nothing;
