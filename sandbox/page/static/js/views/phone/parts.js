/** Small things that many parts of a phone have. */

import { html, nothing } from "../../html.js";

/** A round button with a sign; `kind` is a class, `off` whether it cannot be pressed now. */
export const icon = ({ label, sign, act, kind = "", off = false }) => html`
  <button type="button" class="icon ${kind}" aria-label=${label} title=${label} ?disabled=${off}
    @click=${act}>${sign}</button>
`;

/** How many messages are unread; nothing where none are. */
export function counted(app, count) {
  if (!count) return nothing;
  const words = app.t("phone.unread", { count });
  return html`<span class="count"><span aria-hidden="true">${count}</span><span class="unseen">${words}</span></span>`;
}
