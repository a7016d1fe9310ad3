/** A request that carries files, packed piece by piece: 70 MB of text made at once would hold up the page. */

import { Refusal } from "../api.js";

/** A whole number of threes, so that the base64 of the pieces is the base64 of the file. */
const PIECE = 3 * 1024 * 1024;

/** Return a request as JSON in a Blob. Where it has a key of `files`, there that Blob stands as base64. */
export async function packed(request, files) {
  const marks = new RegExp(`(${[...files.keys()].join("|")})`);
  const texts = JSON.stringify(request).split(marks);
  const pieces = [];
  for (const text of texts) pieces.push(...(files.has(text) ? await encoded(files.get(text)) : [text]));
  return new Blob(pieces);
}

async function encoded(file) {
  const pieces = [];
  for (let start = 0; start < file.size; start += PIECE) pieces.push(await base64(file.slice(start, start + PIECE)));
  return pieces;
}

function base64(blob) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => failed(new Refusal("unreadable"));
    reader.readAsDataURL(blob);
  });
}
