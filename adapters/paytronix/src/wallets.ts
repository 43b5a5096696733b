import type { Value } from "@spindlebus/contracts";
import { isPositive, plainDecimal } from "./exact.ts";
import type { PaytronixSettings } from "./settings.ts";
import type { ChangedWallet, HistoryEntry, TransactionReply } from "./vendor.ts";

/** How much of one wallet: a positive plain decimal. */
export type WalletQuantity = { readonly walletCode: number; readonly quantity: string };

/** What a transaction did to the wallets of a card, by wallet code. */
export type WalletChanges = {
  readonly added: readonly WalletQuantity[];
  readonly taken: readonly WalletQuantity[];
};

/**
 * The changes that an answer reports: `changedWalletContents` is what really happened, whatever was asked for. Without
 * it, an answer that is no variant did what was asked.
 */
export function changesIn(reply: TransactionReply): WalletChanges {
  const { result, changedWalletContents: changed, addWalletContents = [], redeemWalletContents = [] } = reply;
  if (changed === undefined && result !== "authorizedVariantSuccess") {
    return { added: quantities(addWalletContents), taken: quantities(redeemWalletContents) };
  }
  const by = (...operations: readonly ChangedWallet["operationType"][]) =>
    quantities((changed ?? []).filter(({ operationType }) => operations.includes(operationType)));
  // A void of a subtraction gives back; a void of an addition takes away.
  return { added: by(1, 4), taken: by(2, 3) };
}

/** The changes that a transaction of the history reports; undefined where it reports none at all. */
export function changesInHistory({ details }: HistoryEntry): WalletChanges | undefined {
  if (details === undefined) return undefined;
  const pick = (name: "accrued" | "redeemed") =>
    quantities(details.map((detail) => ({ walletCode: detail.walletCode, quantity: detail[name] })));
  return { added: pick("accrued"), taken: pick("redeemed") };
}

/** A wallet's quantity as a canonical value; a wallet that the settings do not name counts `items`. */
export function valueOf(walletCode: number, quantity: string, settings: PaytronixSettings): Value {
  const wallet = settings.wallets.find((known) => known.walletCode === walletCode);
  const kind = wallet?.kind ?? "items";
  return {
    kind,
    code: wallet?.code ?? String(walletCode),
    ...(wallet?.label === undefined ? {} : { label: wallet.label }),
    quantity,
    ...(kind === "currency" ? { currency: wallet?.currency ?? settings.currency } : {}),
  };
}

/** Without zeros and without signs: some releases spell what was taken as a negative number. */
function quantities(
  entries: readonly { readonly walletCode: number; readonly quantity?: unknown }[],
): readonly WalletQuantity[] {
  return entries
    .flatMap(({ walletCode, quantity }) => {
      const amount = plainDecimal(quantity)?.replace(/^-/, "") ?? "0";
      return isPositive(amount) ? [{ walletCode, quantity: amount }] : [];
    })
    .toSorted((one, other) => one.walletCode - other.walletCode);
}
