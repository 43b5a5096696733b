import type { Sql, TransactionSql } from "postgres";
import { v7 as uuidv7 } from "uuid";
import { conflict, done, notFound, type Act } from "../../operations/act.ts";
import { deliveryId, type DeliveryKey } from "../../operations/delivery-id.ts";
import type { FailureFilter } from "../../operations/failures.ts";
import {
  mostChanged,
  type ManyAct,
  type ManyFailures,
  type ManyResult,
} from "../../operations/many-failures.ts";
import { isAsExpected, type Selection } from "../../operations/replays.ts";
import { arrayParameter } from "../array-parameter.ts";
import { transaction } from "../transaction.ts";
import { writeAudit } from "./audit.ts";
import { checksumOfKeys } from "./checksum.ts";
import { changeLocked, type Found, type Step } from "./change-delivery.ts";
import { discarding, restoring } from "./failure-acts.ts";
import { matching } from "./failure-filter.ts";
import { foundFilter, type FoundFilter } from "./found-filter.ts";
import { withoutValues } from "./stored-selection.ts";

/** Many failures of the ledger. */
export const postgresManyFailures = (sql: Sql): ManyFailures => ({
  change: (what, selection, act) =>
    transaction(sql, async (tx): Promise<ManyResult> => {
      const chosen = await choose(tx, what, selection);
      if (!Array.isArray(chosen)) return chosen;
      const keys = chosen.toSorted(byId);
      if (keys.length > mostChanged)
        return conflict(
          `At most ${mostChanged} are changed at once, and these are ${keys.length}; name fewer.`,
        );
      return changeAll(tx, what, keys, { selection, act });
    }),
});

/** The keys of a selection, those of a filter locked; or why they are not as the operator saw them. */
async function choose(
  tx: TransactionSql,
  what: ManyAct,
  selection: Selection,
): Promise<DeliveryKey[] | Extract<ManyResult, { ok: false }>> {
  if ("ids" in selection) return [...new Map(selection.ids.map((key) => [deliveryId(key), key])).values()];
  const filter = await foundFilter(tx, inStates(what, selection.filter));
  const seen = await keysOf(tx, filter);
  if (seen.length <= mostChanged) await lock(tx, seen);
  // What moved on while the locks were waited for fits no more.
  const keys = await keysOf(tx, filter);
  const found = { count: keys.length, checksum: await checksumOfKeys(tx, keys) };
  if (isAsExpected(selection, found)) return keys;
  return { ok: false, code: "countDiffers", count: keys.length };
}

/** Only what was discarded can be restored; without a word about states nothing else is meant. */
const inStates = (what: ManyAct, filter: FailureFilter): FailureFilter =>
  what === "restore" ? { states: ["discarded"], ...filter } : filter;

const keysOf = (tx: TransactionSql, filter: FoundFilter): Promise<DeliveryKey[]> =>
  tx<DeliveryKey[]>`SELECT f.message_id AS "messageId", f.route FROM failure f WHERE ${matching(tx, filter)}`;

/** In the order of their ids, as everybody locks many. */
async function lock(tx: TransactionSql, keys: readonly DeliveryKey[]): Promise<void> {
  const messageIds = keys.map(({ messageId }) => messageId);
  const routes = keys.map(({ route }) => route);
  await tx`
    SELECT FROM delivery d
    JOIN unnest(${arrayParameter(tx, "uuid[]", messageIds)}::uuid[], ${arrayParameter(tx, "text[]", routes)}::text[])
      AS k(message_id, route) ON k.message_id = d.message_id AND k.route = d.route
    ORDER BY d.message_id, d.route FOR UPDATE OF d`;
}

type Order = { readonly selection: Selection; readonly act: Act };

async function changeAll(
  tx: TransactionSql,
  what: ManyAct,
  keys: readonly DeliveryKey[],
  { selection, act }: Order,
): Promise<ManyResult> {
  const batch = uuidv7();
  const refusals: string[] = [];
  for (const key of keys) {
    const decide = inBatch(batch, what === "discard" ? discarding : restoring(key));
    const result = await changeLocked(tx, { key, act, action: `failure.${what}`, decide });
    if (!result.ok) refusals.push(result.code === "notFound" ? notThere : result.detail);
  }
  const [selected, skipped] = [keys.length, refusals.length];
  if (selected > 0 && refusals.filter((each) => each === notThere).length === selected)
    return notFound("The ledger has none of these deliveries.");
  const changed = selected - skipped;
  const detail = {
    ...("filter" in selection && { ...selection, filter: withoutValues(selection.filter) }),
    before: { selected },
    after: { changed, skipped },
  };
  await writeAudit(tx, act, { action: `failures.${what}`, target: `failures:${batch}`, detail });
  return done({ batch, selected, changed, skipped, reasons: counted(refusals) });
}

const notThere = "the ledger has no such delivery";

const counted = (reasons: readonly string[]) =>
  [...Map.groupBy(reasons, (reason) => reason)]
    .map(([reason, alike]) => ({ reason, count: alike.length }))
    .toSorted((one, other) => other.count - one.count)
    .slice(0, 20);

type Decide = (found: Found, tx: TransactionSql) => Step | Promise<Step>;

/** Notes with each change which request it came from. */
const inBatch =
  (batch: string, decide: Decide): Decide =>
  async (found, tx) => {
    const step = await decide(found, tx);
    return "refuse" in step ? step : { ...step, detail: { ...step.detail, batch } };
  };

const byId = (one: DeliveryKey, other: DeliveryKey) => (deliveryId(one) < deliveryId(other) ? -1 : 1);
