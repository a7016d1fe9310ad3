/** The bar above the phones: the office's clock, its procedure, faults, posts. */

import { html } from "../../html.js";

export const desk = (app) => html`
  <header class="desk">
    <h1>${app.t("page.title")}</h1>
  </header>
`;
