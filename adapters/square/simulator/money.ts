import { z } from "zod";

/** Money as Square takes it: whole minor units, never negative. */
export const Money = z.strictObject({ amount: z.int().min(0), currency: z.string().regex(/^[A-Z]{3}$/) });
export type Money = z.infer<typeof Money>;

/** An amount in a currency. */
export const moneyOf = (amount: number, currency: string): Money => ({ amount, currency });
