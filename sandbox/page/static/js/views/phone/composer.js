/** Where a person writes; or, where he cannot, why, and what to do about it. */

import { block, openBot } from "../../acts/bots.js";
import { editLast, leave, submit } from "../../acts/chat.js";
import { ready } from "../../acts/files.js";
import { replyIn } from "../../acts/asked.js";
import { update } from "../../app.js";
import { html, live, nothing } from "../../html.js";
import { chooser, pasted } from "./attaching.js";
import { hangs } from "./bars.js";
import { commandButton, hintKey, hints, hintsOpen } from "./commands.js";
import { icon } from "./parts.js";
import { strip } from "./strip.js";

export function composer(app, phone, chat) {
  const bot = app.world.bots.get(chat.bot);
  const again = () => block(app, phone, bot, false);
  if (chat.blocked) return instead(app.t("phone.you_blocked"), app.t("phone.unblock"), again);
  if (chat.private && !chat.messages.size) return instead("", app.t("phone.start"), () => openBot(app, phone, bot));
  return writing(app, phone, chat);
}

const instead = (text, label, act) => html`
  <div class="instead">
    ${text ? html`<p>${text}</p>` : nothing}
    <button type="button" class="main" @click=${act}>${label}</button>
  </div>
`;

const writing = (app, phone, chat) => html`
  <div class="composer" aria-busy=${phone.busy}>
    ${hints(app, phone, chat)}
    ${hangs(app, phone, chat)}
    ${phone.edit ? nothing : strip(app, phone)}
    <div class="line">
      ${commandButton(app, phone, chat)}
      ${field(app, phone, chat)}
      ${phone.edit ? nothing : chooser(app, phone)}
      ${sender(app, phone)}
    </div>
  </div>
`;

const field = (app, phone, chat) => html`
  <textarea rows=${lines(phone.text)} maxlength="20000" dir="auto" enterkeyhint="send" autocomplete="off"
    aria-label=${app.t("phone.message")} aria-autocomplete="list"
    aria-controls=${hintsOpen(phone, chat) ? `hints-${app.phones.indexOf(phone)}` : nothing}
    aria-activedescendant=${hintsOpen(phone, chat) ? `hint-${app.phones.indexOf(phone)}-${phone.picked}` : nothing}
    placeholder=${placeholder(app, phone, chat)} .value=${live(phone.text)}
    @input=${(event) => update(app, () => Object.assign(phone, { text: event.target.value, picked: 0 }))}
    @keydown=${(event) => keyed(app, phone, chat, event)}
    @paste=${(event) => pasted(app, phone, event)}></textarea>
`;

const FIVE = 5;

/** Where a browser does not size the field by itself, its line breaks do. */
const lines = (text) => Math.min(FIVE, text.split("\n").length);

function placeholder(app, phone, chat) {
  const asks = replyIn(app, phone, chat)?.keyboard?.input_field_placeholder;
  return asks ?? app.t(phone.files.length ? "phone.caption" : "phone.message");
}

function sender(app, phone) {
  const label = app.t(phone.edit ? "phone.save" : "phone.send");
  const empty = !phone.text.trim() && (phone.edit || !phone.files.length);
  const off = empty || phone.busy || !ready(phone);
  return icon({ label, sign: phone.edit ? "✓" : "➤", kind: "main", off, act: () => submit(app, phone) });
}

function keyed(app, phone, chat, event) {
  if (event.isComposing || hintKey(app, phone, chat, event)) return;
  if (event.key === "Enter" && !event.shiftKey) done(event, () => submit(app, phone));
  if (event.key === "Escape") done(event, () => leave(app, phone));
  if (event.key === "ArrowUp" && !phone.text && !phone.edit && editLast(app, phone)) event.preventDefault();
}

function done(event, act) {
  event.preventDefault();
  act();
}
