/** The procedure that is on, and the choice of another one. */

import { begun, offered } from "../../acts/stage.js";
import { update } from "../../app.js";
import { html, live, nothing } from "../../html.js";
import { choice } from "./choice.js";
import { dialog, shut } from "./dialog.js";
import { icon } from "./icon.js";

const ID = "procedures";

/** The button that tells which procedure is on. */
export function procedure(app) {
  const on = app.stage.procedures.find((one) => one.name === app.stage.procedure);
  const { place, what } = halves(on?.title ?? "");
  return html`
    <button class="d-quiet" aria-haspopup="dialog" title=${on?.title ?? ""} @click=${() => offered(app)}>
      <span class="unseen">${app.t("desk.procedure")}:</span> 
      <span class="d-cut">${place} <small>${what}</small></span> ${icon("down")}
    </button>
  `;
}

/** The dialog, while it is open. */
export function procedures(app) {
  const { chooser, starting } = app.open;
  if (!chooser) return nothing;
  const locked = Boolean(starting);
  return dialog(app, {
    id: ID,
    title: app.t("desk.procedures"),
    locked,
    closed: () => update(app, () => (app.open.chooser = null)),
    body: html`
      <fieldset class="d-offers" ?disabled=${locked}>
        <legend class="unseen">${app.t("desk.procedures")}</legend>
        ${app.stage.procedures.map((one) => offer(app, one))}
      </fieldset>
      <div class="d-row">
        <span>${app.t("desk.bot_language")}</span>
        ${tongue(app, locked)}
      </div>
      <p class="d-warning">${app.t("desk.warning")}</p>
      <footer>
        ${locked ? html`<span class="d-going" role="status"><span class="d-spinner"></span> ${app.t("desk.starting")}</span>` : nothing}
        <button class="d-quiet" ?disabled=${locked} @click=${() => shut(ID)}>${app.t("desk.cancel")}</button>
        <button class="d-main" ?disabled=${locked} @click=${() => begin(app)}>${app.t("desk.begin")}</button>
      </footer>
    `,
  });
}

async function begin(app) {
  if (await begun(app)) shut(ID);
}

function tongue(app, disabled) {
  const { chooser } = app.open;
  return choice({
    name: "locale",
    label: app.t("desk.bot_language"),
    choices: [{ value: "ru", text: "Русский" }, { value: "en", text: "English" }],
    value: chooser.locale,
    chosen: (locale) => update(app, () => (chooser.locale = locale)),
    disabled,
  });
}

function offer(app, one) {
  const { chooser } = app.open;
  const { place, what } = halves(one.title);
  return html`
    <label class="d-offer">
      <input type="radio" name="procedure" .checked=${live(chooser.procedure === one.name)}
        @change=${() => update(app, () => (chooser.procedure = one.name))}>
      <span>
        <b>${place}</b> ${one.name === app.stage.procedure ? html`<small class="d-chip">${app.t("desk.on")}</small>` : nothing}
        <span class="d-what">${what}</span>
        <span class="d-summary">${one.summary}</span>
      </span>
    </label>
  `;
}

/** A title says where, a colon, and what. */
function halves(title) {
  const [place, ...rest] = title.split(": ");
  return { place, what: rest.join(": ") };
}
