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
    Object.assign(this, { app, phone, log: null, stuck: true, top: 0, hidden: true });
    this.sizes = new ResizeObserver(() => this.resized());
    this.attach = (log) => this.attached(log);
  }

  attached(log) {
    this.sizes.disconnect();
    this.log = log;
    if (!log) return;
    Object.assign(this, { stuck: true, hidden: true });
    this.phone.above = null;
    log.addEventListener("scroll", () => this.scrolled(), { passive: true });
    queueMicrotask(() => [log, log.firstElementChild].forEach((one) => this.sizes.observe(one)));
  }

  follow() {
    this.stuck = true;
    this.resized();
  }

  /** A log out of sight has no size, and forgets where it was. */
  resized() {
    const came = this.hidden;
    this.hidden = !this.log?.clientHeight;
    if (this.hidden) return;
    if (came) this.placed();
    else if (this.stuck) this.log.scrollTop = this.log.scrollHeight;
  }

  /** What comes into sight is where it was; at the newest message, or where the new ones begin. */
  placed() {
    const fresh = this.log.querySelector(".fresh");
    const end = fresh ? fresh.offsetTop - NEAR : this.log.scrollHeight;
    this.log.scrollTop = this.stuck ? end : this.top;
    this.scrolled();
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
