import { Quantity, type Value } from "@spindlebus/contracts";
import { z } from "zod";
import type { SegmentSettings } from "./settings.ts";

type Wallets = NonNullable<SegmentSettings["paytronixWallets"]>;

/** A wallet as an event tells it. */
type Told = { readonly code: string; readonly label?: string | undefined; readonly quantity: string };
type Balance = { readonly value: Value; readonly spendable: boolean };

/**
 * What a member has by the event's wallet properties. Their form is not public, only that they hold code, label and
 * balance: so several forms are read, and what cannot be understood is left out. A wallet that the settings do not name is
 * left out too, for its code alone does not tell points from money.
 */
export function balancesOf(
  properties: Readonly<Record<string, unknown>>,
  wallets: Wallets,
): readonly Balance[] {
  for (const name of ["flat_wallets_info", "wallets_info", "all_wallets_info"]) {
    const balances = toldBy(properties[name]).flatMap((told) => balanceOf(told, wallets));
    if (balances.length > 0) return balances;
  }
  return [];
}

function balanceOf({ code, label, quantity }: Told, wallets: Wallets): readonly Balance[] {
  const known = Object.entries(wallets).find(([named]) => named === code)?.[1];
  if (!known) return [];
  const { kind, currency, spendable } = known;
  return [
    { value: { kind, code, ...(label && { label }), quantity, ...(currency && { currency }) }, spendable },
  ];
}

const scalar = z.union([z.string(), z.number()]).transform(String);
const Entry = z.record(z.string(), z.unknown());

/** A list of wallets, a table of them by code, or either as text. */
function toldBy(given: unknown): readonly Told[] {
  const value = typeof given === "string" ? parsed(given) : given;
  if (Array.isArray(value)) return value.flatMap((entry) => wallet(entry));
  const table = Entry.safeParse(value);
  if (!table.success) return [];
  const alone = wallet(value);
  if (alone.length > 0) return alone;
  return Object.entries(table.data).flatMap(([code, entry]) =>
    scalar.safeParse(entry).success
      ? wallet({ code, balance: entry })
      : wallet({ code, ...Entry.safeParse(entry).data }),
  );
}

/** Under which names a wallet may say what it is. */
const names = {
  code: ["walletCode", "wallet_code", "code"],
  label: ["walletLabel", "wallet_label", "label", "name"],
  quantity: ["balance", "walletBalance", "wallet_balance", "quantity"],
} as const;

function wallet(given: unknown): readonly Told[] {
  const entry = Entry.safeParse(given);
  if (!entry.success) return [];
  const field = (keys: readonly string[]) =>
    keys.map((key) => scalar.safeParse(entry.data[key]).data).find((found) => found !== undefined);
  const code = field(names.code);
  const quantity = field(names.quantity);
  if (!code || !Quantity.safeParse(quantity).success || quantity === undefined) return [];
  return [{ code, quantity, label: field(names.label) }];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON, so of a form that nobody has published: the raw text goes along in ext.
    return undefined;
  }
}
