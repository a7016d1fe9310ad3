/** The page: the desk above, the phones below, the drawers beside. */

import { html, nothing, repeat } from "../html.js";
import { desk } from "./desk/desk.js";
import { panel } from "./panel/panel.js";
import { phone } from "./phone/phone.js";

export const page = (app) => html`
  <a class="skip" href="#phones">${app.t("page.skip")}</a>
  ${desk(app)}
  <main id="phones" class="phones" data-front=${app.front} aria-label=${app.t("page.phones")}>
    ${app.phones.map((one, index) => phone(app, one, index))}
  </main>
  ${app.stage ? panel(app) : nothing}
  <div class="notes" role="status" aria-live="polite">
    ${repeat(app.notes, (one) => one.id, (one) => html`<p class="note ${one.kind}">${one.text}</p>`)}
    ${app.online ? nothing : html`<p class="note error">${app.t("page.offline")}</p>`}
  </div>
`;
