/** Sizes of files in words. */

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"];

/** A size in bytes as people read it: "1,4 МБ". */
export function sizeOf(language, bytes) {
  const step = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)), UNITS.length - 1);
  const shape = { style: "unit", unit: UNITS[step], unitDisplay: "short", maximumFractionDigits: step > 1 ? 1 : 0 };
  return new Intl.NumberFormat(language, shape).format(bytes / 1024 ** step);
}
