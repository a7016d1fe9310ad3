/** What is asked of the stage: a procedure to begin with, faults, the bot's end. */

import { stage } from "../api.js";
import { attempt, lookAtStage, update } from "../app.js";

/** Ask for a deed, then see how the stage stands. Returns its result, or undefined where it was refused. */
export const ask = (app, name, body = {}) =>
  attempt(app, async () => {
    const result = await stage(name, body);
    await lookAtStage(app);
    return result;
  });

/** Do something that takes its time; `app.open[name]` is true while it lasts. */
export async function busy(app, name, deed) {
  update(app, () => (app.open[name] = true));
  try {
    return await deed();
  } finally {
    update(app, () => (app.open[name] = false));
  }
}

/** Open the choice of a procedure, with the present one chosen, and the bot's language or another. */
export const offered = (app, locale = app.stage.locale) =>
  update(app, () => (app.open.chooser = { procedure: app.stage.procedure, locale }));

/** Begin anew with what was chosen. Returns whether the show has begun. */
export async function begun(app) {
  const { procedure, locale } = app.open.chooser;
  const result = await busy(app, "starting", () => ask(app, "choose", { procedure, locale }));
  if (result) await anew(app);
  return result !== undefined;
}

/** Another show is on: nothing that was forwarded counts any more. */
export function anew(app) {
  app.feed = null;
  return attempt(app, () => lookAtStage(app));
}

/** Switch a fault on or off: "down" (Telegram does not answer) or "flood" (it asks for patience). */
export const fault = (app, name, on) => busy(app, `fault_${name}`, () => ask(app, "fault", { name, on }));

/** End the bot's process as a power cut would. */
export const kill = (app) => busy(app, "killing", () => ask(app, "kill"));
