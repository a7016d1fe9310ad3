/** What to do first, in three steps; waved off once and for all. */

import { understood } from "../../acts/settings.js";
import { html, nothing } from "../../html.js";

export const hint = (app) =>
  app.memory.hinted
    ? nothing
    : html`
        <section class="d-first" aria-label=${app.t("desk.first")}>
          <ol>${[1, 2, 3].map((step) => html`<li>${app.t(`desk.step_${step}`)}</li>`)}</ol>
          <button class="d-main" @click=${() => understood(app)}>${app.t("desk.understood")}</button>
        </section>
      `;
