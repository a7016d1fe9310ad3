/** The deadlines of a card: when each is due and how much time is left, and why it is just then. */

import { html, nothing, repeat } from "../../html.js";
import { moment, near } from "./when.js";

/** What is owed and what was done; what has not begun yet is folded below. */
export function deadlines(app, card) {
  const begun = card.deadlines.filter((one) => one.state !== "not_yet");
  const later = card.deadlines.filter((one) => one.state === "not_yet");
  return html`
    ${begun.length ? nothing : html`<p class="p-calm">${app.t("panel.no_deadlines")}</p>`}
    <ul>${repeat(begun, (one) => `${one.name} ${one.start}`, (one) => due(app, one))}</ul>
    ${later.length ? notYet(app, later) : nothing}
  `;
}

const due = (app, one) => html`
  <li class="p-due" data-state=${one.state}>
    <h4>${one.name} <span class="p-clause">${clause(app, one)}</span></h4>
    <p class="p-moment">${app.t("panel.due")} <time datetime=${one.due}>${moment(app, one.due)}</time></p>
    <p class="p-left">${left(app, one)}</p>
    ${one.state === "running" ? html`<progress max="1" value=${one.used} aria-label=${app.t("panel.used")}></progress>` : nothing}
    <details>
      <summary>${app.t("panel.why")}</summary>
      ${one.why.map((line) => html`<p>${line}</p>`)}
    </details>
  </li>
`;

const clause = (app, one) => (one.clause ? app.t("panel.clause", { clause: one.clause }) : nothing);

function left(app, one) {
  if (one.state === "running") return one.time ? app.t("panel.left", { time: one.time }) : app.t("panel.at_once");
  const at = one.met_at ? near(app, one.met_at) : "";
  return app.t(`panel.state_${one.state}`, { at, time: one.time });
}

const notYet = (app, later) => html`
  <details class="p-later">
    <summary>${app.t("panel.not_yet", { count: later.length })}</summary>
    <ul>${later.map((one) => html`<li>${one.name} <span class="p-clause">${clause(app, one)}</span></li>`)}</ul>
  </details>
`;
