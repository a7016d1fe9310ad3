/** Which card the panel shows: a choice of all of them, and what the chosen one is. */

import { pick } from "../../acts/panel.js";
import { html, live, nothing } from "../../html.js";

/** The select of cards; its first choice follows the card that changed last. */
export function picker(app, kept) {
  if (!kept.cards?.length) return nothing;
  return html`
    <label class="p-picker">
      <span>${app.t("panel.card")}</span>
      <select .value=${live(String(kept.card ?? ""))} @change=${(event) => pick(app, chosen(event.target))}>
        <option value="" ?selected=${kept.card === null}>${app.t("panel.follow")}</option>
        ${kept.cards.map((card) => html`<option value=${card.id} ?selected=${card.id === kept.card}>${card.title}</option>`)}
      </select>
    </label>
  `;
}

const chosen = (select) => (select.value ? Number(select.value) : null);

/** The card's number, where it stands, and how its post begins. */
export const head = (app, card) => html`
  <section class="p-of-card" aria-label=${app.t("panel.of_card", { number: card.number })}>
    <h3>
      № ${card.number} <span class="p-step ${card.open ? "" : "p-closed"}">${card.step}</span>
      ${card.importance === "normal" ? nothing : html`<span class="p-mark">${app.t(`panel.importance_${card.importance}`)}</span>`}
      ${card.late ? html`<span class="p-mark">${app.t("panel.is_late")}</span>` : nothing}
    </h3>
    <p dir="auto">${card.text}</p>
  </section>
`;
