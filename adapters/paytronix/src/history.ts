import {
  absent,
  get,
  unclear,
  type ProbeVerdict,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import type { Envelope } from "@spindlebus/contracts";
import type { PaytronixSettings } from "./settings.ts";
import type { Done } from "./translate.ts";
import { type HistoryEntry, HistoryReply, paths } from "./vendor.ts";
import { dayBefore, dayMs, vendorTimeMs } from "./vendor-time.ts";
import { changesInHistory } from "./wallets.ts";

/** Which ticket to look for in a card's history, and from when on. */
export type Search = {
  readonly card: string;
  /** What only our ticket is called: the order id, the refund id. */
  readonly identifier: string;
  /** The number on the ticket, where it has another one; it counts only where the history has no identifiers. */
  readonly number?: string | undefined;
  /** RFC 3339: the ticket cannot be in the history with an earlier time. */
  readonly since: string;
};

/** What the history says: our ticket, its absence, or that it does not tell. */
export type Finding = { readonly kind: "found"; readonly done: Done } | ProbeVerdict;

/** Asks for the card's transactions from the day before the ticket on, without an end: it may have been posted late. */
export function historyRequest({ card, since }: Search, settings: PaytronixSettings): VendorRequest {
  return get(paths.transactionHistory, {
    merchantId: settings.merchantId,
    authentication: "b2b",
    printedCardNumber: card,
    dateStart: dayBefore(since),
    maxNumberOfResults: settings.historyLimit,
  });
}

/**
 * Looks for our ticket. It is absent only where the whole stretch of time was shown and every transaction in it says
 * which ticket it belongs to; anything less is for a person to judge, because a wrong "absent" pays points twice.
 */
export function findTicket(response: VendorResponse, search: Search, settings: PaytronixSettings): Finding {
  const reply = HistoryReply.safeParse(response.json);
  if (response.status !== 200 || !reply.success) return unreadable(response.status);
  const { transactions } = reply.data;
  const found = transactions.filter((entry) => isOurs(entry, search));
  // A later transaction may name the same ticket, a reversal at the till for one.
  const entry = found.find(({ details }) => details !== undefined) ?? found[0];
  if (entry !== undefined) return read(entry);
  const recent = transactions.filter(({ datetime }) => isSince(datetime, search.since));
  if (recent.some((transaction) => namesOf(transaction).length === 0)) {
    return unclear("The history has transactions that do not say which ticket they belong to.");
  }
  if (transactions.length >= settings.historyLimit) {
    return unclear(`The history shows ${settings.historyLimit} transactions and may have more.`);
  }
  return absent();
}

/** The earliest time that a ticket may have in the history: its own, or that of its message's arrival here. */
export function earliest(message: Envelope, ...instants: readonly (string | undefined)[]): string {
  const arrived = uuidTimeMs(message.id);
  const known = instants.flatMap((instant) => (instant === undefined ? [] : [Date.parse(instant)]));
  // A till's clock may be years ahead, and what it dates is posted today all the same.
  return new Date(Math.min(...known, ...(arrived === undefined ? [] : [arrived]))).toISOString();
}

const unreadable = (status: number): Finding =>
  unclear(
    status === 401 || status === 403
      ? `Paytronix refused the credentials (HTTP ${status}): mend the secrets integrationId and integrationSecret.`
      : `Paytronix gave no readable transaction history (HTTP ${status}).`,
  );

function isOurs(entry: HistoryEntry, { identifier, number }: Search): boolean {
  if (entry.uniqueIdentifier !== undefined) return entry.uniqueIdentifier === identifier;
  return namesOf(entry).some((name) => name === identifier || name === number);
}

const namesOf = ({ uniqueIdentifier, posTransactionId, checkNumber }: HistoryEntry): readonly string[] =>
  [uniqueIdentifier ?? "", posTransactionId ?? "", checkNumber ?? ""].filter((name) => name !== "");

function isSince(datetime: string | undefined, since: string): boolean {
  const ms = vendorTimeMs(datetime);
  return ms === undefined || ms >= Date.parse(since) - dayMs;
}

function read(entry: HistoryEntry): Finding {
  const transactionId = entry.pxTransactionId ?? entry.transactionId;
  const changes = changesInHistory(entry);
  if (transactionId === undefined || changes === undefined) {
    return unclear("The history has our ticket, but not what it did to the wallets.");
  }
  return { kind: "found", done: { transactionId, changes } };
}

/** The time in a UUIDv7 (RFC 9562 §5.7); undefined for any other id. */
function uuidTimeMs(id: string): number | undefined {
  const isV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(id);
  return isV7 ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : undefined;
}
