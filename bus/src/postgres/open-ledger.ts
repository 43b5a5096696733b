import { z } from "zod";
import type { Sql } from "postgres";
import { settledStates } from "../delivery/states.ts";
import type { InFlightMessage, OpenLedger, Standing } from "../governance/in-flight.ts";
import { intakeRoute } from "../route.ts";
import { arrayParameter } from "./array-parameter.ts";
import { readEnvelope } from "./stored-envelope.ts";

/** Bounds the memory: so many messages, of 256 KB at the most, are held at once. */
const pageSize = 250;
const firstId = "00000000-0000-0000-0000-000000000000";

const Deliveries = z.array(z.object({ route: z.string(), state: z.string(), code: z.string().nullable() }));

/** The open deliveries in Postgres. What failed at the intake has no contract, and is left out. */
export function postgresOpenLedger(sql: Sql): OpenLedger {
  return {
    async *pages() {
      let after = firstId;
      for (;;) {
        const rows = await page(sql, after);
        const last = rows.at(-1);
        if (!last) return;
        after = last.id;
        yield rows.flatMap(messageOf);
      }
    },
    standings: (ids) => standings(sql, ids),
  };
}

type PageRow = {
  readonly id: string;
  readonly envelope: string;
  readonly body: Uint8Array;
  readonly deliveries: string;
};

/** By the bodies: the ledger has many times as many rows, nearly all of them settled. */
function page(sql: Sql, after: string): Promise<readonly PageRow[]> {
  return sql<PageRow[]>`
    WITH stored AS MATERIALIZED (
      SELECT message_id, envelope, body FROM message_body WHERE message_id > ${after} ORDER BY message_id LIMIT ${pageSize}
    )
    SELECT s.message_id AS id, s.envelope, s.body, (
      SELECT coalesce(json_agg(json_build_object('route', d.route, 'state', d.state, 'code', d.error_code)), '[]')::text
      FROM delivery d
      WHERE d.message_id = s.message_id AND d.route <> ${intakeRoute} AND NOT d.state = ANY(${settled(sql)}::text[])
    ) AS deliveries
    FROM stored s ORDER BY s.message_id`;
}

const settled = (sql: Sql) => arrayParameter(sql, "text[]", settledStates);

function messageOf({ id, envelope, body, deliveries: text }: PageRow): readonly InFlightMessage[] {
  const deliveries = Deliveries.parse(JSON.parse(text));
  if (deliveries.length === 0) return [];
  const { stored, envelope: of } = readEnvelope(envelope);
  return [{ id, type: of.type, envelope: of, body, deliveries, ...(stored && { stored }) }];
}

async function standings(
  sql: Sql,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, Standing>>> {
  const rows = await sql<({ id: string; route: string } & Standing)[]>`
    SELECT d.message_id AS id, d.route, d.state,
           EXISTS (SELECT FROM message_body b WHERE b.message_id = d.message_id) AS stored
    FROM delivery d WHERE d.message_id = ANY(${arrayParameter(sql, "uuid[]", ids)}::uuid[])`;
  return new Map(
    [...Map.groupBy(rows, ({ id }) => id)].map(([id, own]) => [
      id,
      new Map(own.map(({ route, state, stored }) => [route, { state, stored }])),
    ]),
  );
}
