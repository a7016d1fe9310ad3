/** What is attached in the composer, and how it is sent. An attached file: `{id, kind, name, size, blob, url}`.
 *
 * `blob` is null while a picture is still being made smaller; `url` shows a picture in the composer.
 */

import { drive } from "../api.js";
import { attempt, note, update } from "../app.js";
import { gone, hereIn, repliesIn, wiped } from "./chat.js";
import { packed } from "./packing.js";
import { place } from "./phones.js";
import { shrunk } from "./pictures.js";

const MEGABYTE = 1024 * 1024;

/** A real client sends no more. */
const MOST = 50 * MEGABYTE;
const CAPTION = 1024;
const ALBUM = 10;

/** Attach files; those too large are named and left out. */
export async function attach(app, phone, files) {
  const small = [...files].filter((file) => allowed(app, file));
  const added = small.map((file) => ({
    id: mark(), kind: "document", name: file.name, size: file.size, blob: null, url: null,
  }));
  update(app, () => (phone.files = [...phone.files, ...added]));
  for (const [index, file] of small.entries()) await prepared(app, added[index], file);
}

/** A word that nobody writes. The browser's own way of making one works on this machine's address only. */
const mark = () => [...crypto.getRandomValues(new Uint32Array(4))].join("-");

function allowed(app, file) {
  if (file.size > MOST) note(app, app.t("phone.large", { name: file.name, size: megabytes(file.size) }), "error");
  else if (file.size === 0) note(app, app.t("phone.empty_file", { name: file.name }), "error");
  return file.size > 0 && file.size <= MOST;
}

const megabytes = (size) => String(Math.ceil(size / MEGABYTE));

async function prepared(app, added, file) {
  const photo = await shrunk(file);
  const kind = photo ? "photo" : file.type === "video/mp4" ? "video" : "document";
  const url = photo ? URL.createObjectURL(photo) : null;
  update(app, () => Object.assign(added, { kind, url, blob: photo ?? file, size: (photo ?? file).size }));
}

/** Take a file away before it is sent. */
export function detach(app, phone, file) {
  if (file.url) URL.revokeObjectURL(file.url);
  update(app, () => {
    for (const one of [phone, ...phone.drafts.values()]) one.files = one.files.filter((other) => other !== file);
  });
}

/** Whether every attached file can be sent now. */
export const ready = (phone) => phone.files.every((one) => one.blob);

/** Send what is attached: pictures together, documents together, at most ten at once; the text goes under the first.
 *
 * A text too long for a caption follows by itself. What the sandbox refuses stays attached.
 */
export async function sendFiles(app, phone, text = "") {
  if (!ready(phone)) return;
  const [there, here] = [place(phone), hereIn(app, phone)];
  const caption = text.length <= CAPTION ? text : "";
  let where = repliesIn(app, phone);
  for (const [index, files] of bundles(phone.files).entries()) {
    if (!(await sentTogether(app, where, files, index ? "" : caption))) return;
    files.forEach((file) => detach(app, phone, file));
    if (caption) wiped(app, phone, there, caption);
    gone(app, phone);
    where = here;
  }
  if (caption !== text && (await attempt(app, () => drive("send", { ...here, text })))) wiped(app, phone, there, text);
}

function bundles(files) {
  const documents = files.filter((one) => one.kind === "document");
  const seen = files.filter((one) => one.kind !== "document");
  return [...tens(seen), ...tens(documents)];
}

function tens(files) {
  const count = Math.ceil(files.length / ALBUM);
  return Array.from({ length: count }, (_, index) => files.slice(index * ALBUM, (index + 1) * ALBUM));
}

function sentTogether(app, where, files, caption) {
  const blobs = new Map(files.map((file) => [file.id, file.blob]));
  const parts = files.map(part);
  const items = parts.map((one, index) => (index ? one : { ...one, caption }));
  const one = { ...where, media: parts[0], caption };
  return attempt(app, async () =>
    files.length === 1
      ? drive("send", await packed(one, blobs))
      : drive("album", await packed({ ...where, items }, blobs)),
  );
}

/** A photo has no name of its own. The id stands for the bytes until they are packed. */
const part = ({ id, kind, name, blob }) => ({ kind, name: kind === "photo" ? "" : name, mime: blob.type, content: id });
