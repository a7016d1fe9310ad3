/** The log of a phone keeps to its newest message, unless its reader has gone up. */

import { update } from "../app.js";
import { chatAt } from "../world.js";
import { messagesIn } from "./topics.js";

/** So near to the end, in pixels, counts as at the end. */
const NEAR = 48;

const keepers = new WeakMap();

/** What keeps a phone's log where it belongs; its `attach` is a `ref` of the log. */
export function keeperOf(app, phone) {
  if (!keepers.has(phone)) keepers.set(phone, new Keeper(app, phone));
  return keepers.get(phone);
}

/** Show the newest message, and from now on each that comes. */
export const follow = (phone) => keepers.get(phone)?.follow();

class Keeper {
  constructor(app, phone) {
    Object.assign(this, { app, phone, log: null, stuck: true, top: 0, hidden: false });
    this.sizes = new ResizeObserver(() => this.resized());
    this.attach = (log) => this.attached(log);
  }

  attached(log) {
    this.sizes.disconnect();
    this.log = log;
    if (!log) return;
    this.stuck = true;
    this.phone.above = null;
    log.addEventListener("scroll", () => this.scrolled(), { passive: true });
    queueMicrotask(() => this.begun(log));
  }

  /** Where something is new, it is shown from its beginning. */
  begun(log) {
    const fresh = log.querySelector(".fresh");
    this.stuck = !fresh;
    log.scrollTop = fresh ? fresh.offsetTop - NEAR : log.scrollHeight;
    this.sizes.observe(log);
    this.sizes.observe(log.firstElementChild);
  }

  follow() {
    this.stuck = true;
    this.resized();
  }

  /** A phone out of sight has no size, and forgets where it was. */
  resized() {
    if (!this.log?.clientHeight) return (this.hidden = true);
    if (this.stuck) this.log.scrollTop = this.log.scrollHeight;
    else if (this.hidden) this.log.scrollTop = this.top;
    return (this.hidden = false);
  }

  scrolled() {
    const { log } = this;
    if (!log?.clientHeight || this.hidden) return;
    this.top = log.scrollTop;
    const stuck = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
    if (stuck !== this.stuck || stuck !== (this.phone.above === null)) this.turned(stuck);
  }

  turned(stuck) {
    this.stuck = stuck;
    const chat = chatAt(this.app.world, this.phone.chat);
    const last = chat ? (messagesIn(chat, this.phone.thread).at(-1)?.id ?? 0) : 0;
    update(this.app, () => (this.phone.above = stuck ? null : last));
  }
}
