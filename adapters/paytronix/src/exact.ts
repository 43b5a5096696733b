const grouped = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const plain = /^([+-]?)0*(\d+?)(?:\.(\d*?)0*)?$/;

/**
 * A number or text of the vendor as the shortest plain decimal, `"12.50"` and `12.5` alike as `"12.5"`; undefined where
 * it is none.
 */
export function plainDecimal(value: unknown): string | undefined {
  if (typeof value !== "number" && typeof value !== "string") return undefined;
  const text = String(value).trim();
  const match = plain.exec(grouped.test(text) ? text.replaceAll(",", "") : text);
  if (match === null) return undefined;
  const [, sign = "", whole = "0", fraction = ""] = match;
  const digits = fraction === "" ? whole : `${whole}.${fraction}`;
  return sign === "-" && digits !== "0" ? `-${digits}` : digits;
}

/** Whether a plain decimal is greater than zero. */
export const isPositive = (decimal: string): boolean => decimal !== "0" && !decimal.startsWith("-");

/** A plain decimal with the other sign. */
export function negated(decimal: string): string {
  if (decimal === "0") return decimal;
  return decimal.startsWith("-") ? decimal.slice(1) : `-${decimal}`;
}

/**
 * The part of a positive quantity that belongs to the stretch `from`..`to` of `total`, in the quantity's own decimals:
 * what is due at `to`, rounded down, less what was due at `from`. So adjoining stretches add up to the whole exactly.
 */
export function shareOf(quantity: string, stretch: { from: number; to: number }, total: number): string {
  const [whole = "0", fraction = ""] = quantity.split(".");
  const units = BigInt(whole + fraction);
  const dueAt = (point: number) => (units * BigInt(point)) / BigInt(total);
  const share = String(dueAt(stretch.to) - dueAt(stretch.from)).padStart(fraction.length + 1, "0");
  const point = share.length - fraction.length;
  return plainDecimal(fraction === "" ? share : `${share.slice(0, point)}.${share.slice(point)}`) ?? "0";
}
