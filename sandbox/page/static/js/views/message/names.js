/** Names, labels and file names that others chose: they must not turn round what stands beside them. */

const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A name without the signs that turn writing round: with them "gpj.exe" can pass for "exe.jpg". */
export const plain = (name) => String(name ?? "").replace(TURNING, "");

/** A name inside a sentence, kept apart from it whatever its direction. */
export const apart = (name) => `\u2068${plain(name)}\u2069`;

/** A person's or bot's name as it is known. */
export const personName = (user) => plain([user?.first_name, user?.last_name].filter(Boolean).join(" "));

/** One of six colours for an author, always the same one. */
export const colourOf = (id) => `m-c${Math.abs(Number(id) || 0) % 6}`;
