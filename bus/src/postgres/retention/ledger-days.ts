import type { Querying } from "../operations/querying.ts";
import { dayMs, firstUuidOf, partitionsOf } from "../partitions.ts";

/** A day of the ledger that has partitions of its own. */
export type LedgerDay = {
  /** `2026-11-27`, UTC. */
  readonly day: string;
  readonly delivery: string;
  readonly attempt: string;
  /** The ids of its messages: from this one, and below that one. */
  readonly firstId: string;
  readonly nextId: string;
};

/** The days whose partitions stand, oldest first. A table that only has such a name is none. */
export async function ledgerDays(sql: Querying): Promise<readonly LedgerDay[]> {
  const rows = await sql<{ name: string }[]>`
    SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'delivery'::regclass AND c.relname ~ '^delivery_[0-9]{8}$' ORDER BY c.relname`;
  return rows.map(({ name }) => dayOf(name.slice("delivery_".length)));
}

function dayOf(digits: string): LedgerDay {
  const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const startMs = Date.parse(`${day}T00:00:00Z`);
  return {
    day,
    ...partitionsOf(startMs),
    firstId: firstUuidOf(startMs),
    nextId: firstUuidOf(startMs + dayMs),
  };
}

/** When all of a day is older than the ledger remembers, with a day for what was settled late. */
export const overAtMs = ({ day }: LedgerDay, ledgerDaysKept: number): number =>
  Date.parse(`${day}T00:00:00Z`) + (ledgerDaysKept + 2) * dayMs;

/** Whether it is. */
export const isOver = (day: LedgerDay, ledgerDaysKept: number, nowMs: number): boolean =>
  overAtMs(day, ledgerDaysKept) <= nowMs;
