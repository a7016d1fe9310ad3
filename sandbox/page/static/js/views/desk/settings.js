/** The reader's own settings, and the demo as a file. */

import { load, save } from "../../acts/keeping.js";
import { language, reminded, theme } from "../../acts/settings.js";
import { html, nothing } from "../../html.js";
import { THEMES } from "../../memory.js";
import { choice } from "./choice.js";
import { icon } from "./icon.js";

/** The button and what it opens. */
export const settings = (app) => html`
  <button class="d-round" popovertarget="settings" aria-label=${app.t("desk.settings")} title=${app.t("desk.settings")}>
    ${icon("settings")}
  </button>
  <div id="settings" class="d-popup" popover role="group" aria-label=${app.t("desk.settings")}>
    ${own(app)}
    ${app.stage ? keeping(app) : nothing}
  </div>
`;

const own = (app) => html`
  <div class="d-setting">
    <span>${app.t("desk.language")}</span>
    ${choice({
      name: "language",
      label: app.t("desk.language"),
      choices: [{ value: "ru", text: "Русский" }, { value: "en", text: "English" }],
      value: app.memory.language,
      chosen: (one) => language(app, one),
    })}
  </div>
  <div class="d-setting">
    <span>${app.t("desk.theme")}</span>
    ${choice({
      name: "theme",
      label: app.t("desk.theme"),
      choices: THEMES.map((one) => ({ value: one, text: app.t(`desk.theme_${one}`) })),
      value: app.memory.theme,
      chosen: (one) => theme(app, one),
    })}
  </div>
`;

const keeping = (app) => html`
  <div class="d-setting">
    <span>${app.t("desk.keeping")}</span>
    <button class="d-quiet" ?disabled=${app.open.saving} @click=${() => save(app)}>${app.t("desk.save")}</button>
    <label class="d-quiet d-file ${app.open.loading ? "d-off" : ""}">
      ${app.t("desk.load")}
      <input type="file" accept=".json,application/json" ?disabled=${app.open.loading}
        @change=${(event) => chosen(app, event.target)}>
    </label>
    <small role="status">${app.open.loading ? opening(app) : app.t("desk.keeping_hint")}</small>
  </div>
  ${app.memory.hinted
    ? html`<button class="d-link" @click=${() => reminded(app)}>${app.t("desk.remind")}</button>`
    : nothing}
`;

const opening = (app) => html`<span class="d-spinner"></span> ${app.t("desk.loading")}`;

function chosen(app, input) {
  const [file] = input.files;
  if (!file) return;
  load(app, file);
  // The same file can be chosen again.
  input.value = "";
}
