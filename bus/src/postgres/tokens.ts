import { createHash, randomBytes } from "node:crypto";
import type { Sql, TransactionSql } from "postgres";
import { v7 as uuidv7 } from "uuid";
import type { Principal, TokenRole } from "../principal.ts";
import { arrayParameter } from "./array-parameter.ts";

/** A token to be made; without `token` a random one of 256 bits. */
export type NewToken = {
  readonly name: string;
  readonly roles: readonly TokenRole[];
  readonly loopbackOnly?: boolean;
  /** As in {@link Principal}; everything if absent. */
  readonly sources?: readonly string[] | null;
  readonly types?: readonly string[] | null;
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
    expiresAt,
    token = newToken(),
  }: NewToken,
): Promise<{ readonly id: string; readonly token: string }> {
  const texts = (values: readonly string[] | null) => values && arrayParameter(sql, "text[]", values);
  const [row] = await sql<{ id: string }[]>`
    INSERT INTO token (id, name, hash, roles, loopback_only, sources, types, expires_at)
    VALUES (${uuidv7()}, ${name}, ${hashOf(token)}, ${texts(roles)}, ${loopbackOnly}, ${texts(sources)}, ${texts(types)},
            ${expiresAt?.toISOString() ?? null})
    ON CONFLICT (hash) DO UPDATE SET
      name = excluded.name, roles = excluded.roles, loopback_only = excluded.loopback_only, sources = excluded.sources,
      types = excluded.types, expires_at = excluded.expires_at
    RETURNING id`;
  if (!row) throw new Error(`Token "${name}" was not written.`);
  return { id: row.id, token };
}

/** Whom a token stands for, or undefined where it is unknown or has expired. */
export async function findToken(sql: Sql, token: string): Promise<Principal | undefined> {
  const [row] = await sql<Principal[]>`
    SELECT id, name, roles, loopback_only AS "loopbackOnly", sources, types FROM token
    WHERE hash = ${hashOf(token)} AND (expires_at IS NULL OR expires_at > now())`;
  return row;
}

const newToken = (): string => `spindle_${randomBytes(32).toString("base64url")}`;

/** Tokens are long and random, so a plain hash cannot be guessed back, and it can be looked up. */
const hashOf = (token: string): Buffer => createHash("sha256").update(token).digest();
