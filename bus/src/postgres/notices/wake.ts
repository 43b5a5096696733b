import type { Fragment, Querying } from "../operations/querying.ts";

/** What an operator moves is looked at soon: a fragment that ends the pause of what watches these messages. */
export const wakeWatches = (sql: Querying, ids: Fragment): Fragment => sql`
  UPDATE notice_watch SET look_at = now(), moving_since = now() WHERE message_id IN (${ids})`;
