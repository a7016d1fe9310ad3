/** Pictures are made smaller before they are sent, as messengers do. */

/** The longest side of a sent picture, in pixels. */
const SIDE = 1280;
const QUALITY = 0.87;

/** A picture longer than this many times its breadth is sent as a file: so the real server wants it. */
const STRETCH = 20;

/** What is never a photo, though browsers can show it. */
const KEPT = new Set(["image/gif", "image/svg+xml"]);

/** A picture as a JPEG of at most 1280 pixels a side; null where the file is no picture that this browser can read. */
export async function shrunk(file) {
  if (!file.type.startsWith("image/") || KEPT.has(file.type)) return null;
  const picture = await decoded(file);
  if (!picture) return null;
  try {
    return fits(picture) ? await painted(picture) : null;
  } finally {
    picture.close();
  }
}

async function decoded(file) {
  try {
    return await createImageBitmap(file);
  } catch {
    return null;
  }
}

const fits = ({ width, height }) => Math.max(width, height) <= STRETCH * Math.min(width, height);

/** What is transparent becomes white: a JPEG knows no transparency. */
function painted(picture) {
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
}
