/** The side panel: the journal of a card, its deadlines, its timers, and the outbox. Closed at first. */

import { alive, panelOf, TABS, togglePanel, turn } from "../../acts/panel.js";
import { html, nothing, ref } from "../../html.js";
import { alongRow } from "../../keys.js";
import { deadlines } from "./deadlines.js";
import { head, picker } from "./head.js";
import { journal } from "./journal.js";
import { outbox } from "./outbox.js";
import { timers } from "./timers.js";

export function panel(app) {
  if (!app.open.panel) return nothing;
  const kept = panelOf(app);
  kept.alive ??= alive(app);
  return html`
    <aside class="panel" aria-label=${app.t("panel.label")} ${ref(kept.alive)} @keydown=${(event) => escaped(app, event)}>
      <header>
        <h2 tabindex="-1">${app.t("panel.title")}</h2>
        <button type="button" class="p-shut" aria-label=${app.t("panel.close")} title=${app.t("panel.close")}
          @click=${() => togglePanel(app)}>✕</button>
      </header>
      ${tablist(app, kept)}
      ${kept.tab === "outbox" ? nothing : picker(app, kept)}
      <div class="p-page" role="tabpanel" id="panel-page" aria-labelledby="panel-tab-${kept.tab}" tabindex="0">
        ${kept.blind ? html`<p class="p-blind" role="status">${app.t("panel.blind")}</p>` : nothing}
        ${kept.tab === "outbox" ? outbox(app, kept.box) : ofCard(app, kept)}
      </div>
    </aside>
  `;
}

const PAGES = { journal, deadlines, timers };

function ofCard(app, kept) {
  if (kept.cards === null) return nothing;
  if (!kept.data) return html`<p class="p-calm">${app.t("panel.no_cards")}</p>`;
  return html`${head(app, kept.data)} ${PAGES[kept.tab](app, kept.data)}`;
}

function escaped(app, event) {
  if (event.key !== "Escape") return;
  event.stopPropagation();
  togglePanel(app);
}

const tablist = (app, kept) => html`
  <div class="panel-tabs" role="tablist" aria-label=${app.t("panel.tabs")} @keydown=${(event) => moved(app, kept, event)}>
    ${TABS.map((name) => tab(app, name, name === kept.tab))}
  </div>
`;

const tab = (app, name, chosen) => html`
  <button type="button" role="tab" id="panel-tab-${name}" aria-selected=${chosen} aria-controls="panel-page"
    tabindex=${chosen ? 0 : -1} @click=${() => turn(app, name)}>${app.t(`panel.${name}`)}</button>
`;

function moved(app, kept, event) {
  const next = alongRow(event, TABS.indexOf(kept.tab), TABS.length);
  if (next === undefined) return;
  turn(app, TABS[next]);
  event.currentTarget.querySelectorAll("[role=tab]")[next].focus();
}
