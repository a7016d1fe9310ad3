/** The timers of a card: when it will remind, of what and whom; and what it has said already. */

import { html, nothing, repeat } from "../../html.js";
import { moment, near } from "./when.js";

export function timers(app, card) {
  const ahead = card.timers.filter((one) => !one.fired_at);
  const fired = card.timers.filter((one) => one.fired_at).toReversed();
  if (!card.timers.length) return html`<p class="p-calm">${app.t("panel.no_timers")}</p>`;
  return html`${part(app, "ahead", ahead)} ${part(app, "fired", fired)}`;
}

const part = (app, name, rows) =>
  rows.length
    ? html`
        <h4>${app.t(`panel.${name}`)}</h4>
        <ul class="p-timers" data-part=${name}>${repeat(rows, (one) => `${one.what} ${one.at}`, (one) => row(app, one))}</ul>
      `
    : nothing;

const row = (app, one) => html`
  <li>
    <time datetime=${one.fired_at ?? one.at}>${moment(app, one.fired_at ?? one.at)}</time>
    <p>${one.what}</p>
    <p class="p-who">${told(app, one)}</p>
  </li>
`;

function told(app, one) {
  if (one.quiet) return app.t("panel.quiet");
  const late = one.fired_at && Date.parse(one.fired_at) - Date.parse(one.at) > 60_000;
  return [one.whom, late ? app.t("panel.planned", { at: near(app, one.at) }) : ""].filter(Boolean).join(" · ");
}
