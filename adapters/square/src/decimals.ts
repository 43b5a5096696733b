/** A decimal number as its digits and how many of them stand behind the point. */
type Decimal = { readonly digits: bigint; readonly scale: number };

function parsed(text: string): Decimal {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw new RangeError(`"${text}" is not a plain decimal number`);
  const [, sign, whole = "", part = ""] = match;
  return { digits: BigInt(`${sign}${whole}${part}`), scale: part.length };
}

/** Written without zeros that say nothing, as canonical quantities are. */
function written({ digits, scale }: Decimal): string {
  const negative = digits < 0n;
  const all = String(negative ? -digits : digits).padStart(scale + 1, "0");
  const whole = all.slice(0, all.length - scale);
  const part = all.slice(all.length - scale).replace(/0+$/, "");
  const text = part === "" ? whole : `${whole}.${part}`;
  return negative && text !== "0" ? `-${text}` : text;
}

/** The same number without leading and trailing zeros. @throws RangeError where it is none */
export const plain = (text: string): string => written(parsed(text));

/** The product, exact. @throws RangeError where one is no number */
export function times(left: string, right: string): string {
  const [a, b] = [parsed(left), parsed(right)];
  return written({ digits: a.digits * b.digits, scale: a.scale + b.scale });
}

/** Per cent as a fraction: "8" is "0.08". @throws RangeError where it is no number */
export function fractionOf(percentage: string): string {
  const { digits, scale } = parsed(percentage);
  return written({ digits, scale: scale + 2 });
}

/** A fraction as per cent: "0.0825" is "8.25". @throws RangeError where it is no number */
export function percentageOf(fraction: string): string {
  const { digits, scale } = parsed(fraction);
  return scale >= 2
    ? written({ digits, scale: scale - 2 })
    : written({ digits: digits * 10n ** BigInt(2 - scale), scale: 0 });
}
