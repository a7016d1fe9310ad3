/** What a reader sets for himself: the language of the page, its theme, whether the first steps are still shown. */

import { attempt, speak, update } from "../app.js";

/** Let the page speak another language, at once. */
export const language = (app, chosen) => attempt(app, () => speak(app, chosen));

/** Make the page light, dark, or as the reader's system is. */
export const theme = (app, chosen) => update(app, () => (app.memory.theme = chosen));

/** The reader has understood: never show the first steps again here. */
export const understood = (app) => update(app, () => (app.memory.hinted = true));

/** Show the first steps again. */
export const reminded = (app) => update(app, () => (app.memory.hinted = false));
