/** The bar above the phones: the office's clock, its procedure, faults, posts. */

import { panelTurned, postsShown, postsTurned } from "../../acts/drawers.js";
import { html, nothing } from "../../html.js";
import { face, pacing } from "./clock.js";
import { condition } from "./condition.js";
import { faults } from "./faults.js";
import { hint } from "./hint.js";
import { icon } from "./icon.js";
import { procedure, procedures } from "./procedures.js";
import { settings } from "./settings.js";
import { tongue } from "./tongue.js";

export const desk = (app) => html`
  <header class="desk ${app.stage ? "d-staged" : ""}">
    <div class="d-brand">
      <img src="/page/icon.svg" alt="" width="28" height="28">
      <h1>${app.t("page.title")}</h1>
      <p>${app.t(app.stage ? "desk.about" : "desk.alone")}</p>
    </div>
    ${app.stage ? staged(app) : settings(app)}
  </header>
  ${app.stage ? html`${hint(app)} ${tongue(app)} ${procedures(app)}` : nothing}
`;

/** On a narrow screen all but the clock's face is in a menu. */
const staged = (app) => html`
  ${face(app)}
  ${drawer(app, "posts", postsShown(app), postsTurned)}
  <button class="d-round d-menu" popovertarget="desk-menu" aria-label=${app.t("desk.menu")}>${icon("menu")}</button>
  <div id="desk-menu" class="d-rest" popover role="group" aria-label=${app.t("desk.menu")}>
    ${pacing(app)}
    <div class="d-tools">
      ${procedure(app)}
      ${faults(app)}
      ${drawer(app, "panel", Boolean(app.open.panel), panelTurned)}
      ${settings(app)}
    </div>
  </div>
  ${condition(app)}
`;

const drawer = (app, name, shown, toggled) => html`
  <button class="d-quiet d-to-${name} ${shown ? "d-lit" : ""}" data-opens=${name} aria-expanded=${shown}
    @click=${() => toggled(app)}>
    ${icon(name)} <span>${app.t(`desk.${name}`)}</span>
  </button>
`;
