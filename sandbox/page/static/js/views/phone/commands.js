/** The bot's commands: a menu of them all, and hints for one that is being typed. */

import { sendText } from "../../acts/chat.js";
import { update } from "../../app.js";
import { html, nothing } from "../../html.js";
import { dropDown } from "./menu.js";

const commandsOf = (phone, chat) => chat.menus?.[phone.person] ?? [];

/** The button that opens the menu of commands; nothing where there are none. */
export function commandButton(app, phone, chat) {
  const items = commandsOf(phone, chat).map((one) => ({
    text: `/${one.command}`, note: one.description, act: () => sendText(app, phone, named(app, chat, one)),
  }));
  if (!items.length) return nothing;
  return dropDown(app, phone, { name: "commands", label: app.t("phone.menu"), face: "☰", items, up: true });
}

/** A command as a client sends it: in a group with the bot's name, where it is known which bot is meant. */
function named(app, chat, { command }) {
  const bots = [...app.world.bots.values()];
  return chat.private || bots.length !== 1 ? `/${command}` : `/${command}@${bots[0].username}`;
}

/** The commands that begin with what is typed. */
function matching(phone, chat) {
  const typed = /^\/(\w*)$/.exec(phone.text);
  if (!typed || phone.edit || phone.hushed === phone.text) return [];
  return commandsOf(phone, chat).filter((one) => one.command.startsWith(typed[1].toLowerCase()));
}

/** Whether there are hints for what is typed. */
export const hintsOpen = (phone, chat) => matching(phone, chat).length > 0;

/** The hints above the composer. */
export function hints(app, phone, chat) {
  const found = matching(phone, chat);
  if (!found.length) return nothing;
  const index = app.phones.indexOf(phone);
  return html`
    <div class="hints" role="listbox" id="hints-${index}" aria-label=${app.t("phone.commands")}>
      ${found.map((one, at) => html`
        <div role="option" id="hint-${index}-${at}" aria-selected=${at === phone.picked}
          @mousedown=${(event) => event.preventDefault()} @click=${() => pick(app, phone, chat, one)}>
          <span>/${one.command}</span><span class="about">${one.description}</span>
        </div>`)}
    </div>
  `;
}

/** Take a key that is meant for the hints; tells whether it was. */
export function hintKey(app, phone, chat, event) {
  const found = matching(phone, chat);
  const act = found.length && !event.shiftKey ? KEYS[event.key] : undefined;
  if (!act) return false;
  event.preventDefault();
  act({ app, phone, chat, found });
  return true;
}

const step = (by) => ({ app, phone, found }) => {
  update(app, () => (phone.picked = (phone.picked + by + found.length) % found.length));
  const picked = `hint-${app.phones.indexOf(phone)}-${phone.picked}`;
  requestAnimationFrame(() => document.getElementById(picked)?.scrollIntoView({ block: "nearest", inline: "nearest" }));
};

const KEYS = {
  ArrowDown: step(1),
  ArrowUp: step(-1),
  Escape: ({ app, phone }) => update(app, () => (phone.hushed = phone.text)),
  Tab: ({ app, phone, found }) => update(app, () => (phone.text = `/${found[phone.picked].command} `)),
  Enter: ({ app, phone, chat, found }) => pick(app, phone, chat, found[phone.picked]),
};

async function pick(app, phone, chat, one) {
  const typed = phone.text;
  if (!(await sendText(app, phone, named(app, chat, one)))) return;
  update(app, () => (phone.text = phone.text === typed ? "" : phone.text));
}
