import { deliveryId, type DeliveryKey } from "../../operations/delivery-id.ts";
import type { OperatedRoute } from "../../operations/quiet.ts";
import type { FailureFilter } from "../../operations/failures.ts";
import { arrayParameter } from "../array-parameter.ts";
import { matching } from "./failure-filter.ts";
import { foundFilter, type FoundFilter } from "./found-filter.ts";
import { behindWhom } from "./lane-columns.ts";
import type { Fragment, Querying } from "./querying.ts";
import { cannotSendRevision } from "./take-revision.ts";

/** What is to be selected, however many that is. */
export type Selecting = { readonly ids: readonly DeliveryKey[] } | { readonly filter: FailureFilter };

/** A selection with what had to be looked up for its filter. */
export type FoundSelection = { readonly ids: readonly DeliveryKey[] } | { readonly filter: FoundFilter };

/** Looks up what the filter of a selection needs. */
export const foundSelection = async (sql: Querying, selection: Selecting): Promise<FoundSelection> =>
  "ids" in selection ? selection : { filter: await foundFilter(sql, selection.filter) };

/** A selection as rows of message id, route, generation and `obstacle`: why it cannot be replayed, or null. */
export function selected(sql: Querying, selection: FoundSelection, routes: readonly OperatedRoute[]) {
  const columns = sql`d.generation, ${obstacle(sql, routes)} AS obstacle`;
  if ("filter" in selection) {
    return sql`
      SELECT d.message_id, d.route, ${columns}
      FROM failure f JOIN delivery d ON d.message_id = f.message_id AND d.route = f.route
      WHERE ${matching(sql, selection.filter)}`;
  }
  const ids = distinct(selection.ids);
  const messageIds = arrayParameter(
    sql,
    "uuid[]",
    ids.map(({ messageId }) => messageId),
  );
  const routeNames = arrayParameter(
    sql,
    "text[]",
    ids.map(({ route }) => route),
  );
  return sql`
    SELECT g.message_id, g.route, ${columns}
    FROM unnest(${messageIds}::uuid[], ${routeNames}::text[]) AS g(message_id, route)
    LEFT JOIN delivery d ON d.message_id = g.message_id AND d.route = g.route
    WHERE is_in_scope(g.route)`;
}

/** Why a delivery `d` cannot be released, as text for operators; null where it can. */
export function obstacle(sql: Querying, routes: readonly OperatedRoute[], sinceSelection: Fragment = sql``) {
  const names = arrayParameter(
    sql,
    "text[]",
    routes.map(({ name }) => name),
  );
  return sql`
    CASE
      WHEN d.message_id IS NULL THEN 'the ledger has no such delivery'
      WHEN d.state IN ('applied', 'unchanged', 'superseded', 'discarded') THEN 'it is ' || d.state
      ${sinceSelection}
      WHEN d.state IN ('waiting', 'queued', 'running') THEN 'it is on its way by itself: ' || d.state
      WHEN d.state = 'parked' THEN ${behindWhom(sql)}
      WHEN d.state = 'inDoubt' THEN 'it is in doubt: answer whether it was applied'
      WHEN NOT d.route = ANY(${names}::text[]) THEN 'no configured route has its name'
      WHEN NOT EXISTS (SELECT FROM message_body b WHERE b.message_id = d.message_id) THEN 'its message is no longer stored'
      ELSE ${cannotSendRevision(sql)}
    END`;
}

function distinct(ids: readonly DeliveryKey[]): readonly DeliveryKey[] {
  return [...new Map(ids.map((key) => [deliveryId(key), key])).values()];
}
