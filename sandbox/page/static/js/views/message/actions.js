/** What a reader does with a message: answer it, copy it, change or delete one's own. */

import { html, nothing, ref } from "../../html.js";
import { update } from "../../app.js";
import { alongColumn } from "../../keys.js";
import { remove, startEdit, startReply } from "../../acts/chat.js";
import { copy } from "../../acts/links.js";

/** The button that is seen when a message is pointed at or focused, and the menu behind it. */
export function actions(app, at, mine) {
  const open = app.open.actions?.phone === at.phone && app.open.actions.id === at.messages[0].id;
  const turn = () => update(app, () => (app.open.actions = open ? null : { phone: at.phone, id: at.messages[0].id }));
  return html`<div class="m-actions">
    <button type="button" class="m-dots" aria-haspopup="menu" aria-expanded=${open}
      aria-label=${app.t("message.actions")} @click=${turn}>…</button>
    ${open ? menu(app, at, mine) : nothing}
  </div>`;
}

const menu = (app, at, mine) => html`<div class="m-menu" role="menu" popover="auto" ${ref(shown)} @keydown=${keys}
  aria-label=${app.t("message.actions")} @toggle=${(event) => event.newState === "closed" && closed(app, at)}>
  ${items(app, at, mine).map((one) => item(app, one))}
</div>`;

/** What can be done with a message, in the order of the menu. */
function items(app, { phone, message, messages }, mine) {
  return [
    { name: "reply", deed: () => startReply(app, phone, message) },
    message.text && { name: "copy_text", deed: () => copy(app, message.text) },
    mine && !message.forward && message.text && { name: "edit", deed: () => startEdit(app, phone, message) },
    mine && { name: "delete", deed: () => Promise.all(messages.map((one) => remove(app, phone, one))) },
  ].filter(Boolean);
}

function item(app, { name, deed }) {
  const chosen = (event) => {
    event.currentTarget.closest("[popover]").hidePopover();
    deed();
  };
  const words = app.t(`message.${name}`);
  return html`<button type="button" role="menuitem" class="m-${name}" tabindex="-1" @click=${chosen}>${words}</button>`;
}

function closed(app, at) {
  const open = app.open.actions;
  if (open?.phone === at.phone && open.id === at.messages[0].id) update(app, () => (app.open.actions = null));
}

/** Show the menu beside its button, inside the window; its first item has the focus. */
function shown(element) {
  if (element) queueMicrotask(() => element.isConnected && laid(element));
}

function laid(element) {
  const button = element.previousElementSibling;
  const box = button.getBoundingClientRect();
  element.showPopover({ source: button });
  const left = Math.max(8, Math.min(box.left, innerWidth - element.offsetWidth - 8));
  const below = box.bottom + 4;
  const top = below + element.offsetHeight > innerHeight - 8 ? box.top - element.offsetHeight - 4 : below;
  element.style.setProperty("left", `${left}px`);
  element.style.setProperty("top", `${Math.max(8, top)}px`);
  element.querySelector("button")?.focus();
}

/** The arrows go through the menu, Tab closes it; the browser closes it by Esc. */
function keys(event) {
  const menu = event.currentTarget;
  if (event.key === "Tab") return menu.hidePopover();
  const all = [...menu.querySelectorAll("button")];
  return all[alongColumn(event, all.indexOf(menu.ownerDocument.activeElement), all.length)]?.focus();
}
