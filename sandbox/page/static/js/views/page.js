/** The page: the desk above; below it the posts, the phones and the panel; what the page itself has to say. */

import { html, nothing, repeat } from "../html.js";
import { desk } from "./desk/desk.js";
import { feed } from "./desk/feed.js";
import { panel } from "./panel/panel.js";
import { phone } from "./phone/phone.js";
import { tabs } from "./phone/tabs.js";

export const page = (app) => html`
  <a class="skip" href="#phones">${app.t("page.skip")}</a>
  ${desk(app)}
  <div class="stage">
    ${app.stage ? feed(app) : nothing}
    <main id="phones" class="phones" data-front=${app.front} aria-label=${app.t("page.phones")}>
      ${app.phones.map((one, index) => phone(app, one, index))}
    </main>
    ${app.stage ? panel(app) : nothing}
  </div>
  ${tabs(app)}
  <div class="notes" role="status" aria-live="polite">
    ${repeat(app.notes, (one) => one.id, (one) => html`<p class="note ${one.kind}">${one.text}</p>`)}
    ${app.online ? nothing : html`<p class="note error">${app.t("page.offline")}</p>`}
  </div>
`;
