import type { Decimal } from "@spindlebus/bus/adapter";
import { minorUnits, type Money } from "@spindlebus/contracts";
import { z } from "zod";

/** An id: an integer of up to 64 bits, which comes as a string where JavaScript cannot hold it. */
export const IdNumber = z.union([z.int(), z.string().min(1).max(255)]).transform(String);

/** Minor units of a decimal in major units, computed on its digits. */
export const moneyOf = (value: Decimal, currency: string): Money => ({
  amount: minorUnits(String(value), currency),
  currency,
});

/** A decimal as a canonical quantity, its digits as they came; undefined where it is none. */
export function quantityOf(value: Decimal | null | undefined): string | undefined {
  const text = value === null || value === undefined ? "" : String(value);
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) ? text : undefined;
}

/** Whether there is some of it. */
export const isSome = (quantity: string | undefined): quantity is string =>
  quantity !== undefined && /[1-9]/.test(quantity);
