/** A decimal number as an integer and the number of its digits after the point: 12.98 is 1298 with scale 2. */
interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

const pattern = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Reads a decimal as vendors spell it, also with an exponent, exactly.
 * @throws RangeError when the text is not a decimal number
 */
export function parseDecimal(text: string): Decimal {
  const match = pattern.exec(text);
  // The text may be personal or huge, so it is not quoted.
  if (match === null || text.length > 60) throw new RangeError("not a decimal number");
  const [, sign = "", whole = "0", fraction = "", exponent = "0"] = match;
  const digits = BigInt(`${whole}${fraction}`);
  const scale = fraction.length - Number(exponent);
  const value = sign === "-" ? -digits : digits;
  return scale >= 0 ? { digits: value, scale } : { digits: value * 10n ** BigInt(-scale), scale: 0 };
}

/** Spells a decimal plainly: no exponent, all digits of its scale, no negative zero. */
export function formatDecimal({ digits, scale }: Decimal): string {
  const sign = digits < 0n ? "-" : "";
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, "0");
  const point = text.length - scale;
  return scale === 0 ? `${sign}${text}` : `${sign}${text.slice(0, point)}.${text.slice(point)}`;
}

/** The same number with another scale; digits that are lost are rounded half to even. */
export function rescale({ digits, scale }: Decimal, to: number): Decimal {
  if (to >= scale) return { digits: digits * 10n ** BigInt(to - scale), scale: to };
  return { digits: divideHalfEven(digits, 10n ** BigInt(scale - to)), scale: to };
}

function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const remainder = dividend % divisor;
  const twice = (remainder < 0n ? -remainder : remainder) * 2n;
  const away = twice > divisor || (twice === divisor && quotient % 2n !== 0n);
  return away ? quotient + (dividend < 0n ? -1n : 1n) : quotient;
}
