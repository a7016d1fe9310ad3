/** What can be made to go wrong. */

import { fault, kill } from "../../acts/stage.js";
import { html } from "../../html.js";
import { icon } from "./icon.js";

const FAULTS = ["down", "flood"];

/** Whether anything is made to go wrong now. */
export const faulty = (stage) => FAULTS.some((name) => stage.faults?.[name]);

/** The button and what it opens. */
export const faults = (app) => html`
  <button class="d-quiet ${faulty(app.stage) ? "d-lit" : ""}" popovertarget="faults">
    ${icon("faults")} ${app.t("desk.faults")}
  </button>
  <div id="faults" class="d-popup" popover role="group" aria-label=${app.t("desk.faults")}>
    ${FAULTS.map((name) => turned(app, name))}
    ${end(app)}
    <p class="d-hint">${app.t("desk.blocking")}</p>
  </div>
`;

/** Whether there is nobody to kill, or he is being killed already. */
const spared = (app) => app.open.killing || app.stage.bot.state !== "running";

const end = (app) => html`
  <div class="d-setting">
    <button class="d-danger" ?disabled=${spared(app)} @click=${() => kill(app)}>${app.t("desk.kill")}</button>
    <small>${app.t("desk.kill_hint")}</small>
  </div>
`;

/** Whether a switch is on its way. It keeps the focus, so that it is not disabled altogether. */
const asked = (app, name) => Boolean(app.open[`fault_${name}`]);

function turned(app, name) {
  const on = Boolean(app.stage.faults?.[name]);
  return html`
    <div class="d-setting">
      <button class="d-switch" role="switch" aria-checked=${on} aria-describedby="fault-${name}"
        aria-disabled=${asked(app, name)} @click=${() => asked(app, name) || fault(app, name, !on)}>
        <span>${app.t(`desk.fault_${name}`)}</span><i></i>
      </button>
      <small id="fault-${name}">${app.t(`desk.fault_${name}_hint`)}</small>
    </div>
  `;
}
