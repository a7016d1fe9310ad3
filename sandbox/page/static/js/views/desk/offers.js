/** The procedures to choose from, each with what is special about it, and the bot's language. */

import { update } from "../../app.js";
import { html, live, nothing } from "../../html.js";
import { choice } from "./choice.js";

/** `chooser` in app.open is what is chosen so far; nothing can be changed while `locked`. */
export const offers = (app, locked) => html`
  <fieldset class="d-offers" ?disabled=${locked}>
    <legend class="unseen">${app.t("desk.procedures")}</legend>
    ${app.stage.procedures.map((one) => offer(app, one))}
  </fieldset>
`;

function offer(app, one) {
  const { chooser } = app.open;
  const { place, what } = halves(one.title);
  const on = one.name === app.stage.procedure;
  return html`
    <label class="d-offer">
      <input type="radio" name="procedure" .checked=${live(chooser.procedure === one.name)}
        @change=${() => update(app, () => (chooser.procedure = one.name))}>
      <span>
        <b>${place}</b> ${on ? html`<small class="d-chip">${app.t("desk.on")}</small>` : nothing}
        <span class="d-what">${what}</span>
        <span class="d-summary">${one.summary}</span>
      </span>
    </label>
  `;
}

/** In which language the bot speaks to people who have not chosen one. */
export const tongue = (app, disabled) => html`
  <div class="d-row">
    <span>${app.t("desk.bot_language")}</span>
    ${choice({
      name: "locale",
      label: app.t("desk.bot_language"),
      choices: [{ value: "ru", text: "Русский" }, { value: "en", text: "English" }],
      value: app.open.chooser.locale,
      chosen: (locale) => update(app, () => (app.open.chooser.locale = locale)),
      disabled,
    })}
  </div>
`;

/** A title says where, a colon, and what. */
export function halves(title) {
  const [place, ...rest] = title.split(": ");
  return { place, what: rest.join(": ") };
}
