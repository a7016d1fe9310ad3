/** One message in a chat. */

import { html } from "../../html.js";
import { tap } from "../../acts/taps.js";

export const bubble = (app, phone, chat, message) => html`
  <article class="bubble" data-message=${message.id}>
    <p dir="auto">${message.text}</p>
    ${message.buttons.map((row) => row.map((button) => html`<button @click=${() => tap(app, phone, chat, message, button)}>${button.text}</button>`))}
  </article>
`;
