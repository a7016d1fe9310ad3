/** One line on how the bot is: calm when all is well, and what was lost (nothing) when it is not. */

import { offered } from "../../acts/stage.js";
import { html, nothing } from "../../html.js";
import { faulty } from "./faults.js";
import { timeOf } from "./times.js";

/** Always in the page, so that a change of it is read out. */
export function condition(app) {
  const { bot } = app.stage;
  const kind = kindOf(app);
  return html`
    <div class="d-condition d-${kind}" role="status" aria-label=${app.t("desk.condition")}>
      <i></i> <span>${words(app, kind)}</span>
      ${bot.state === "failed" ? wayOut(app) : nothing}
    </div>
  `;
}

const words = (app, kind) => {
  if (!app.online) return app.t("desk.no_answer");
  return kind === "calm" ? app.t("desk.well") : sentences(app);
};

const wayOut = (app) => html`<button class="d-link" @click=${() => offered(app)}>${app.t("desk.begin")}</button>`;

/** Calm while there is nothing to tell; good where the bot is back and all is well. */
function kindOf(app) {
  const { bot, line, faults } = app.stage;
  if (!app.online) return "bad";
  if (bot.state === "failed" || line?.lost) return "bad";
  if (bot.state !== "running" || faulty({ faults }) || line?.dead) return "warn";
  return bot.killed_at ? "good" : "calm";
}

const sentences = (app) => [became(app), ...faultsOf(app), counted(app)].filter(Boolean).join(" ");

function became(app) {
  const { bot } = app.stage;
  if (bot.state === "failed") return app.t("desk.bot_failed", { reason: bot.reason ?? "" });
  const at = killedAt(app);
  if (bot.state !== "running") return app.t(at ? "desk.bot_killed" : "desk.bot_starting", { at });
  return at && app.t("desk.bot_back", { at, seconds: seconds(app, bot.back_after ?? 0) });
}

const seconds = (app, count) => new Intl.NumberFormat(app.memory.language, { maximumFractionDigits: 1 }).format(count);

const killedAt = (app) => (app.stage.bot.killed_at ? timeOf(app, new Date(app.stage.bot.killed_at)) : "");

const faultsOf = (app) =>
  ["down", "flood"].filter((name) => app.stage.faults?.[name]).map((name) => `${app.t(`desk.fault_${name}`)}.`);

/** What could not be counted now is null, and not told as nothing. */
const known = (line, name) => Number.isFinite(line[name]);

const rare = (line) => ["inbox", "doubt", "dead"].filter((name) => line[name]);

/** A sentence of numbers: the first word of it is large. */
function said(app, line, names) {
  const words = names.map((name) => app.t(`desk.line_${name}`, { count: line[name] })).join(", ");
  return words && `${words[0].toUpperCase()}${words.slice(1)}.`;
}

/** What was lost, and what waits and where; of trouble that there is not, nothing is said. */
function counted(app) {
  const { bot, line } = app.stage;
  if (!line || (bot.state === "starting" && !bot.killed_at)) return "";
  const lost = said(app, line, ["lost"].filter((name) => known(line, name)));
  const waits = said(app, line, [...["outbox", "waiting"].filter((name) => known(line, name)), ...rare(line)]);
  return [lost, waits].filter(Boolean).join(" ");
}
