/** A button that opens a menu: arrows, Home, End, Esc; it closes when the focus leaves it. */

import { update } from "../../app.js";
import { html, nothing, ref } from "../../html.js";
import { alongColumn } from "../../keys.js";

/** Items are `{text, note, kind, act}`; `name` is what `phone.menu` holds while it is open. */
export function dropDown(app, phone, { name, label, face, items, up = false }) {
  const open = phone.menu === name;
  const turn = () => update(app, () => (phone.menu = open ? null : name));
  return html`
    <div class="drop ${up ? "up" : ""}" @focusout=${(event) => left(app, phone, event)}
      @keydown=${(event) => keyed(app, phone, event)}>
      <button type="button" class="icon" aria-haspopup="menu" aria-expanded=${open} aria-label=${label} title=${label}
        @click=${turn}>${face}</button>
      ${open ? list(app, phone, label, items) : nothing}
    </div>
  `;
}

const list = (app, phone, label, items) => html`
  <div class="menu" role="menu" aria-label=${label} ${ref(entered)}>
    ${items.map((one, index) => item(app, phone, one, index))}
    ${items.length ? nothing : html`<p class="quiet">${app.t("phone.empty_menu")}</p>`}
  </div>
`;

/** The first is in the tab order: a menu that scrolls must be within reach of the keys. */
const item = (app, phone, one, index) => html`
  <button type="button" role="menuitem" tabindex=${index ? -1 : 0} class=${one.kind ?? ""}
    @click=${(event) => chosen(app, phone, one, event)}>
    <span>${one.text}</span>${one.note ? html`<span class="about">${one.note}</span>` : nothing}
  </button>
`;

function chosen(app, phone, one, event) {
  opener(event).focus();
  update(app, () => (phone.menu = null));
  one.act();
}

function entered(menu) {
  if (menu) queueMicrotask(() => menu.querySelector("[role=menuitem]")?.focus());
}

function left(app, phone, event) {
  if (!phone.menu || event.currentTarget.contains(event.relatedTarget)) return;
  update(app, () => (phone.menu = null));
}

const opener = (event) => event.currentTarget.closest(".drop").querySelector("[aria-haspopup]");

function keyed(app, phone, event) {
  if (event.key === "Escape" && phone.menu) {
    event.stopPropagation();
    opener(event).focus();
    update(app, () => (phone.menu = null));
  }
  if (!phone.menu) return;
  const items = [...event.currentTarget.querySelectorAll("[role=menuitem]")];
  items[alongColumn(event, items.indexOf(document.activeElement), items.length)]?.focus();
}
