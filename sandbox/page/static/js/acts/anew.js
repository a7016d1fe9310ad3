/** Another show is on: what this browser kept of the former one means nothing in it. */

import { fromBefore } from "./panel.js";

/** Drop what is local to a former show. The phones are dealt out by `seated`, which knows the world's name. */
export function begunAnew(app) {
  const { name } = app.world;
  app.memory.phones = own(app.memory.phones, name);
  app.memory.read = own(app.memory.read, name);
  Object.assign(app.open, { message: null, actions: null, viewer: null, forwarder: undefined });
  fromBefore(app);
  app.feed = null;
}

const own = (kept, name) => (Object.hasOwn(kept, name) ? { [name]: kept[name] } : {});
