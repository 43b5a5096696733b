import { createHash, randomBytes } from "node:crypto";
import type { Sql, TransactionSql } from "postgres";
import { v7 as uuidv7 } from "uuid";
import type { Principal, TokenRole } from "../principal.ts";
import { arrayParameter } from "./array-parameter.ts";
import type { Fragment, Querying } from "./operations/querying.ts";

/** A token to be made; without `token` a random one of 256 bits. */
export type NewToken = {
  readonly name: string;
  readonly roles: readonly TokenRole[];
  readonly loopbackOnly?: boolean;
  /** As in {@link Principal}; everything if absent. */
  readonly sources?: readonly string[] | null;
  readonly types?: readonly string[] | null;
  readonly connections?: readonly string[] | null;
  readonly brands?: readonly string[] | null;
  readonly ratePerSecond?: number | null;
  readonly burst?: number | null;
  readonly expiresAt?: Date;
  readonly token?: string;
};

/**
 * Makes a token known; only its hash is kept, so the answer is the one chance to read it. Giving the same token again
 * updates its name, roles and limits.
 */
export async function createToken(
  sql: Sql | TransactionSql,
  {
    name,
    roles,
    loopbackOnly = false,
    sources = null,
    types = null,
    connections = null,
    brands = null,
    ratePerSecond = null,
    burst = null,
    expiresAt,
    token = newToken(),
  }: NewToken,
): Promise<{ readonly id: string; readonly token: string; readonly fresh: boolean }> {
  const texts = (values: readonly string[] | null) => values && arrayParameter(sql, "text[]", values);
  const [row] = await sql<{ id: string; fresh: boolean }[]>`
    INSERT INTO token (id, name, hash, roles, loopback_only, sources, types, connections, brands,
                       rate_per_second, burst, expires_at)
    VALUES (${uuidv7()}, ${name}, ${hashOfToken(token)}, ${texts(roles)}, ${loopbackOnly}, ${texts(sources)}, ${texts(types)},
            ${texts(connections)}, ${texts(brands)},
            ${ratePerSecond}, ${burst}, ${expiresAt?.toISOString() ?? null})
    ON CONFLICT (hash) DO UPDATE SET
      name = excluded.name, roles = excluded.roles, loopback_only = excluded.loopback_only, sources = excluded.sources,
      types = excluded.types, connections = excluded.connections, brands = excluded.brands,
      rate_per_second = excluded.rate_per_second, burst = excluded.burst,
      expires_at = excluded.expires_at
    RETURNING id, xmax = 0 AS fresh`;
  if (!row) throw new Error(`Token "${name}" was not written.`);
  return { ...row, token };
}

/**
 * Whom a token stands for, or undefined where it is unknown or has expired. The secret before the last rotation stands for
 * the same until its time is over. That it was used is noted once a minute; whoever changes the row meanwhile is not waited for.
 */
export const findToken = (sql: Sql, token: string): Promise<Principal | undefined> =>
  findTokenByHash(sql, hashOfToken(token));

/** As {@link findToken}, for what keeps the hash of a secret instead of it. */
export async function findTokenByHash(sql: Sql, hash: Uint8Array): Promise<Principal | undefined> {
  const given = sql`${Buffer.from(hash)}::bytea`;
  const [row] = await sql<Principal[]>`
    WITH found AS (
      SELECT *, hash = ${given} AS current FROM token WHERE ${isOfToken(sql, given)} ORDER BY current DESC LIMIT 1
    ), unnoted AS (
      SELECT t.id FROM token t JOIN found USING (id)
      WHERE coalesce(CASE WHEN current THEN t.last_used_at ELSE t.previous_used_at END, '-infinity')
            < now() - interval '1 minute'
      FOR UPDATE OF t SKIP LOCKED
    ), noted AS (
      UPDATE token t SET
        last_used_at = CASE WHEN found.current THEN now() ELSE t.last_used_at END,
        previous_used_at = CASE WHEN found.current THEN t.previous_used_at ELSE now() END
      FROM found JOIN unnoted USING (id) WHERE t.id = found.id
    )
    SELECT id, name, roles, loopback_only AS "loopbackOnly", sources, types, connections, brands,
           rate_per_second AS "ratePerSecond", burst
    FROM found`;
  return row;
}

/** Whether a row of `token` is the one that a secret with this hash stands for by now. */
export const isOfToken = (sql: Querying, hash: Fragment): Fragment => sql`
  (token.hash = ${hash} OR (token.previous_hash = ${hash} AND token.previous_until > now()))
  AND (token.expires_at IS NULL OR token.expires_at > now())`;

/** What a rotation gives a token: a new secret, for how long the former one also works, and when both are over. */
export type Rotation = {
  readonly overlapMs: number;
  /** As it was if absent. */
  readonly expiresAt?: Date;
};

/**
 * Gives a token a new secret. The former one works on for the overlap, but not beyond its own time; one from before it is
 * over at once. Undefined where there is no such token.
 */
export async function rotateToken(
  sql: Sql | TransactionSql,
  id: string,
  { overlapMs, expiresAt }: Rotation,
): Promise<string | undefined> {
  const token = newToken();
  const rows = await sql`
    UPDATE token SET
      hash = ${hashOfToken(token)}, last_used_at = NULL,
      previous_hash = CASE WHEN ${overlapMs}::float8 > 0 THEN hash END,
      previous_until = CASE WHEN ${overlapMs}::float8 > 0
                       THEN least(now() + ${overlapMs}::float8 * interval '1 millisecond', expires_at) END,
      previous_used_at = CASE WHEN ${overlapMs}::float8 > 0 THEN last_used_at END,
      expires_at = coalesce(${expiresAt?.toISOString() ?? null}, expires_at)
    WHERE id = ${id} RETURNING 1`;
  return rows.length > 0 ? token : undefined;
}

const newToken = (): string => `spindle_${randomBytes(32).toString("base64url")}`;

/** Tokens are long and random, so a plain hash cannot be guessed back, and it can be looked up. */
export const hashOfToken = (token: string): Buffer => createHash("sha256").update(token).digest();
