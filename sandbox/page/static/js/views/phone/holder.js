/** Who holds a phone, and what else can be done with it. */

import { block, openBot } from "../../acts/bots.js";
import { take } from "../../acts/phones.js";
import { html, nothing } from "../../html.js";
import { chatAt } from "../../world.js";
import { personName } from "../message/names.js";
import { face } from "./face.js";
import { dropDown } from "./menu.js";

export function holder(app, phone, index) {
  const held = app.world.people.get(phone.person);
  const roles = rolesOf(app, held);
  return html`
    <header class="holder">
      ${face(phone.person, held?.first_name)}
      <div class="who">
        <p aria-hidden="true"><b>${personName(held)}</b>${roles ? html`<span>${roles}</span>` : nothing}</p>
        <select aria-label=${app.t("phone.holder", { number: index + 1 })}
          @change=${(event) => take(app, index, { person: Number(event.target.value) })}>
          ${[...app.world.people.values()].map((person) => choice(app, phone, person))}
        </select>
      </div>
      ${dropDown(app, phone, { name: "more", label: app.t("phone.more"), face: "⋯", items: deeds(app, phone) })}
    </header>
  `;
}

const choice = (app, phone, person) => html`
  <option value=${person.id} .selected=${person.id === phone.person}>${called(app, person)}</option>
`;

/** A person's name with the roles that the office gave. */
function called(app, person) {
  return [personName(person), rolesOf(app, person)].filter(Boolean).join(" · ");
}

/** The roles that the office gave a person, as words. */
function rolesOf(app, person) {
  const roles = app.stage?.people?.find((one) => one.id === person?.id)?.roles ?? [];
  return roles.map((role) => roleName(app, role)).join(", ");
}

function roleName(app, role) {
  const key = `phone.roles.${role}`;
  const said = app.t(key);
  return said === key ? role : said;
}

/** What can be done with each bot: the one of the open chat alone, where one is open. */
function deeds(app, phone) {
  const open = phone.chat && chatAt(app.world, phone.chat);
  const bots = [...app.world.bots.values()].filter((bot) => !open?.private || bot.id === open.bot);
  return phone.person === null ? [] : bots.flatMap((bot) => deedsWith(app, phone, bot));
}

function deedsWith(app, phone, bot) {
  const blocked = chatAt(app.world, `${phone.person}:${bot.id}`)?.blocked;
  return [
    { text: app.t("phone.restart", { bot: bot.first_name }), act: () => openBot(app, phone, bot) },
    {
      text: app.t(blocked ? "phone.unblock_bot" : "phone.block_bot", { bot: bot.first_name }),
      kind: blocked ? "" : "danger",
      act: () => block(app, phone, bot, !blocked),
    },
  ];
}
