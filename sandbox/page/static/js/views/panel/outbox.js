/** The outbox of the bot: what it has still to say, what is stuck, what it said last. Its times are real ones. */

import { html, nothing, repeat } from "../../html.js";
import { apart } from "./when.js";

export function outbox(app, box) {
  if (!box) return nothing;
  return html`
    <p class="p-counts">${counted(app, box.counts)}</p>
    ${box.rows.length ? nothing : html`<p class="p-calm">${app.t("panel.no_rows")}</p>`}
    <ul class="p-rows">${repeat(box.rows, (row) => row.id, (row) => line(app, row, box.seen))}</ul>
  `;
}

/** Of what is over nothing went wrong that is left to be told. */
const SETTLED = new Set(["sent", "dropped", "superseded"]);

const counted = (app, counts) =>
  [
    app.t("panel.waits", { count: counts.outbox }),
    counts.held ? app.t("panel.of_them_held", { count: counts.held }) : "",
    app.t("panel.lost", { count: counts.lost }),
  ]
    .filter(Boolean)
    .join(" · ");

const line = (app, row, now) => html`
  <li data-status=${row.status}>
    <p class="p-head"><b dir="auto">${row.to}</b> <span class="p-status">${app.t(`panel.status_${row.status}`)}</span></p>
    <p class="p-what" dir="auto">${row.what || app.t(`panel.kind_${row.kind}`)}</p>
    <p class="p-who">${facts(app, row, now)}</p>
    ${row.error && !SETTLED.has(row.status) ? html`<p class="p-error" lang="en">${row.error}</p>` : nothing}
  </li>
`;

const facts = (app, row, now) =>
  [
    apart(app, row.at, now),
    row.attempts > 1 ? app.t("panel.attempts", { count: row.attempts }) : "",
    row.not_before ? app.t("panel.again", { at: apart(app, row.not_before, now) }) : "",
  ]
    .filter(Boolean)
    .join(" · ");
