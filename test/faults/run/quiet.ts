import type { Sql } from "postgres";

const everyMs = 250;

/**
 * Waits until nothing is under way: every decided route has a row, and every row is settled or stands before a person.
 * Says whether that came within the time; what is still open then is for the checker to judge.
 */
export async function untilQuiet(sql: Sql, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  let quietLooks = 0;
  while (Date.now() < deadline) {
    const open = await underWay(sql).catch(() => Number.POSITIVE_INFINITY);
    quietLooks = open === 0 ? quietLooks + 1 : 0;
    // Twice: between two looks nothing has begun.
    if (quietLooks === 2) return true;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  return false;
}

async function underWay(sql: Sql): Promise<number> {
  const [row] = await sql<{ open: number }[]>`
    SELECT (
      (SELECT count(*) FROM delivery WHERE state IN ('running', 'queued', 'waiting')) +
      (SELECT count(*) FROM delivery d JOIN parked p ON p.message_id = d.message_id AND p.route = d.route
       WHERE d.state = 'parked' AND NOT EXISTS (
         SELECT FROM parked h JOIN delivery hd ON hd.message_id = h.message_id AND hd.route = h.route
         WHERE h.lane_group = p.lane_group AND h.key = p.key AND hd.state IN ('dead', 'blocked', 'inDoubt'))) +
      (SELECT count(*) FROM outbox) +
      (SELECT count(*) FROM intake i CROSS JOIN unnest(i.routes) AS r(route) WHERE NOT EXISTS (
        SELECT FROM delivery d WHERE d.message_id = i.id AND d.route = r.route))
    )::int AS open`;
  return row?.open ?? Number.POSITIVE_INFINITY;
}
