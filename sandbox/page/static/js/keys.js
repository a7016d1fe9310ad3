/** The arrow keys in a row or column of things of which one has the focus. */

const ROW = { forth: "ArrowRight", back: "ArrowLeft" };
const COLUMN = { forth: "ArrowDown", back: "ArrowUp" };

/** Where a key leads from place `at` among `count`; undefined where it leads nowhere. */
const stepped = (event, { forth, back }, at, count) =>
  ({ [forth]: (at + 1) % count, [back]: (at - 1 + count) % count, Home: 0, End: count - 1 })[event.key];

/** Take a key in a row of things, of which the one at `at` is chosen; returns the next place, or undefined. */
export const alongRow = (event, at, count) => taken(event, stepped(event, ROW, at, count));

/** The same in a column. */
export const alongColumn = (event, at, count) => taken(event, stepped(event, COLUMN, at, count));

function taken(event, next) {
  if (next !== undefined) event.preventDefault();
  return next;
}
