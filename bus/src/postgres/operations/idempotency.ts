import type { Sql } from "postgres";
import type {
  IdempotencyKeys,
  KeyedRequest,
  KeyStanding,
  StoredAnswer,
} from "../../operations/idempotency.ts";

const rememberedHours = 24;

/** Keys of acting requests and their answers. */
export function postgresIdempotencyKeys(sql: Sql): IdempotencyKeys {
  return {
    begin: (request) => begin(sql, request),
    async finish({ actor, key }, answer) {
      await sql`
        UPDATE idempotency_key SET status = ${answer.status}, response = ${JSON.stringify(answer)}
        WHERE actor = ${actor} AND key = ${key}`;
    },
    async forget({ actor, key }) {
      await sql`DELETE FROM idempotency_key WHERE actor = ${actor} AND key = ${key} AND status IS NULL`;
    },
  };
}

async function begin(sql: Sql, { actor, key, fingerprint }: KeyedRequest): Promise<KeyStanding> {
  await sql`DELETE FROM idempotency_key WHERE created_at < now() - ${rememberedHours} * interval '1 hour'`;
  const [fresh] = await sql`
    INSERT INTO idempotency_key (actor, key, fingerprint) VALUES (${actor}, ${key}, ${Buffer.from(fingerprint)})
    ON CONFLICT DO NOTHING RETURNING 1`;
  if (fresh) return { kind: "first" };
  const [known] = await sql<{ fingerprint: Buffer; response: string | null }[]>`
    SELECT fingerprint, response FROM idempotency_key WHERE actor = ${actor} AND key = ${key}`;
  if (known && !known.fingerprint.equals(fingerprint)) return { kind: "otherRequest" };
  // Gone again between the two statements: the first one has just come to nothing, and the caller may repeat.
  if (!known || known.response === null) return { kind: "unanswered" };
  // Written by `finish`.
  return { kind: "answered", answer: JSON.parse(known.response) as StoredAnswer };
}
