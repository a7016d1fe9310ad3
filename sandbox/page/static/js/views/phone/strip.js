/** What is attached and not yet sent. */

import { detach } from "../../acts/files.js";
import { html, nothing, repeat } from "../../html.js";
import { icon } from "./parts.js";

export function strip(app, phone) {
  if (!phone.files.length) return nothing;
  return html`
    <ul class="strip" role="list" aria-label=${app.t("phone.attached")}>
      ${repeat(phone.files, (one) => one.id, (one) => html`<li class="piece">${piece(app, phone, one)}</li>`)}
    </ul>
  `;
}

function piece(app, phone, file) {
  const words = file.blob ? file.name : app.t("phone.preparing");
  const out = app.t("phone.detach", { name: file.name });
  return html`
    ${file.url ? html`<img src=${file.url} alt=${file.name}>` : html`<span class="paper">${words}</span>`}
    ${icon({ label: out, sign: "×", act: () => detach(app, phone, file) })}
  `;
}
