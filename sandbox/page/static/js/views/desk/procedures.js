/** The procedure that is on, and the choice of another one. */

import { returned } from "../../acts/drawers.js";
import { begun, offered } from "../../acts/stage.js";
import { update } from "../../app.js";
import { html, nothing } from "../../html.js";
import { dialog, shut } from "./dialog.js";
import { icon } from "./icon.js";
import { halves, offers, tongue } from "./offers.js";

const ID = "procedures";

/** The button that tells which procedure is on. */
export function procedure(app) {
  const on = app.stage.procedures.find((one) => one.name === app.stage.procedure);
  const { place, what } = halves(on?.title ?? "");
  return html`
    <button class="d-quiet" aria-haspopup="dialog" data-opens=${ID} title=${on?.title ?? ""}
      @click=${() => offered(app)}>
      <span class="unseen">${app.t("desk.procedure")}:</span>
      <span class="d-cut">${place} <small>${what}</small></span> ${icon("down")}
    </button>
  `;
}

/** The dialog, while it is open. */
export function procedures(app) {
  if (!app.open.chooser) return nothing;
  const locked = Boolean(app.open.starting);
  return dialog(app, {
    id: ID,
    title: app.t("desk.procedures"),
    locked,
    closed: () => closed(app),
    body: html`
      ${offers(app, locked)} ${tongue(app, locked)}
      <p class="d-warning">${app.t("desk.warning")}</p>
      <footer>
        ${locked ? going(app) : nothing}
        <button class="d-quiet" ?disabled=${locked} @click=${() => shut(ID)}>${app.t("desk.cancel")}</button>
        <button class="d-main" ?disabled=${locked} @click=${() => begin(app)}>${app.t("desk.begin")}</button>
      </footer>
    `,
  });
}

/** The menu of a narrow screen has closed under the dialog: what opened it cannot have the focus back. */
function closed(app) {
  update(app, () => (app.open.chooser = null));
  const held = document.activeElement;
  if (held === document.body || !held.checkVisibility()) returned(ID);
}

const going = (app) =>
  html`<span class="d-going" role="status"><span class="d-spinner"></span> ${app.t("desk.starting")}</span>`;

async function begin(app) {
  if (await begun(app)) shut(ID);
}
