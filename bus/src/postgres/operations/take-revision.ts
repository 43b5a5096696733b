import type { Fragment, Querying } from "./querying.ts";

/** The number of the revision that the next life of a delivery `d` takes: the approved one, else the one that it has. */
export const nextRevision = (sql: Querying): Fragment => sql`coalesce((
  SELECT v.n FROM revision v WHERE v.message_id = d.message_id AND v.route = d.route AND v.state = 'approved'), d.revision)`;

/**
 * Why a delivery `d` cannot begin a life with what was approved for it, or null. It was edited when nothing of it could have
 * been done; a failover of the database has put it in doubt since, and other data go out under another key.
 */
export const cannotSendRevision = (sql: Querying): Fragment => sql`
  CASE WHEN d.doubt_since IS NOT NULL AND ${nextRevision(sql)} <> d.revision
    THEN 'it may have been applied without our knowing: withdraw its revision, and replay it as it is until that is known' END`;

/**
 * Notes which life takes what was approved, in the statement or the transaction that begins it: from then on that revision is
 * nothing to be sent any more, whoever asks.
 * @param lives rows of message_id, route, generation and revision
 */
export const dispatchRevisions = (sql: Querying, lives: Fragment): Fragment => sql`
  UPDATE revision v SET state = 'dispatched', generation = g.generation, dispatched_at = now()
  FROM (${lives}) AS g
  WHERE v.message_id = g.message_id AND v.route = g.route AND v.n = g.revision AND v.state = 'approved'`;
