/** The bar above an open chat, and the one above the composer: what is replied to, or edited. */

import { leave } from "../../acts/chat.js";
import { replyIn } from "../../acts/asked.js";
import { focusIn } from "../../acts/focus.js";
import { html, nothing } from "../../html.js";
import { plain } from "../message/names.js";
import { unreadOf } from "../../acts/unread.js";
import { chatsOf } from "../../world.js";
import { face } from "./face.js";
import { gist } from "./gist.js";
import { counted, icon } from "./parts.js";

/** The bar above a chat; `acts` says that `about` tells what somebody does now. */
export const backBar = (app, phone, { id, title, about, acts, back }) => html`
  <div class="bar">
    ${icon({ label: app.t("phone.back"), sign: "←", act: () => gone(app, phone, back) })}
    ${counted(app, elsewhere(app, phone))}
    ${face(id, title)}
    <div class="titles">
      <h2 dir="auto">${plain(title)}</h2>
      <p class=${acts ? "about acting" : "about"} aria-live="polite">${about}</p>
    </div>
  </div>
`;

/** How much waits in the person's other chats. */
const elsewhere = (app, phone) =>
  unreadOf(app, phone.person, chatsOf(app.world, phone.person).filter((chat) => chat.key !== phone.chat));

function gone(app, phone, back) {
  back();
  focusIn(app, phone);
}

/** What is replied to, or which message is edited; nothing where neither is. */
export function hangs(app, phone, chat) {
  const edited = chat.messages.get(phone.edit);
  const reply = replyIn(app, phone, chat);
  const message = edited ?? reply;
  if (!message) return nothing;
  const title = edited ? app.t("phone.editing") : app.t("phone.replying", { name: plain(message.from.name) });
  const out = app.t(edited ? "phone.cancel_edit" : "phone.cancel_reply");
  return html`
    <div class="hangs" role="group" aria-label=${title}>
      <span class="sign" aria-hidden="true">${edited ? "✎" : "↩"}</span>
      <p class="what"><b>${title}</b><span>${gist(app, message)}</span></p>
      ${icon({ label: out, sign: "×", act: () => leave(app, phone) })}
    </div>
  `;
}
