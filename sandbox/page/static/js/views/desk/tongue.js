/** Where the bot speaks another language than the page: that it may be asked to begin anew in the page's. */

import { offered } from "../../acts/stage.js";
import { html, nothing } from "../../html.js";

export const tongue = (app) =>
  !app.stage.locale || app.stage.locale === app.memory.language || app.open.starting
    ? nothing
    : html`
        <p class="d-tongue">
          ${app.t("desk.speaks_other")}
          <button class="d-link" @click=${() => offered(app, app.memory.language)}>${app.t("desk.let_speak")}</button>
        </p>
      `;
