/** The whole demo as one file on the reader's disk, and back. */

import { Refusal, stage } from "../api.js";
import { attempt, note } from "../app.js";
import { officeNow } from "./clock.js";
import { anew, ask, busy } from "./stage.js";

/** Save the demo; the file's name tells the procedure and the day of the office. */
export const save = (app) =>
  busy(app, "saving", async () => {
    const kept = await attempt(app, () => stage("save"));
    if (kept) give(nameOf(app), JSON.stringify(kept));
  });

/** Open a saved demo in place of this one. */
export const load = (app, file) =>
  busy(app, "loading", async () => {
    const kept = await attempt(app, async () => parsed(await file.text()));
    if (!kept || !(await ask(app, "load", kept))) return;
    await anew(app);
    note(app, app.t("desk.loaded", { name: file.name }));
  });

function nameOf(app) {
  const { procedure, clock } = app.stage;
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone: clock.zone }).format(officeNow(app.stage));
  return `otklik-demo-${procedure}-${day}.json`;
}

function parsed(text) {
  try {
    const found = JSON.parse(text);
    if (found && typeof found === "object" && !Array.isArray(found)) return found;
  } catch {
    // What is no JSON is no demo either.
  }
  throw new Refusal("bad_file");
}

function give(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
