/** Where the keyboard's focus goes when what it was in is gone. */

/** What is worked first in a phone: its composer, else its first button or line. A touch screen gets no keyboard. */
const FIRST = ["textarea", ".instead button", ".entry", ".bar button"];

const touch = () => matchMedia("(pointer: coarse)").matches;

/** Put the focus into a phone's composer, once all is drawn; or on what is there in its place. */
export function focusIn(app, phone) {
  const index = app.phones.indexOf(phone);
  requestAnimationFrame(() => {
    const held = document.getElementById(`phone-${index}`);
    const found = FIRST.map((one) => held?.querySelector(one)).find(Boolean);
    if (found && !(touch() && found.matches("textarea"))) found.focus({ preventScroll: true });
  });
}
