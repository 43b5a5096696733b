import { desc, eq } from "drizzle-orm";
import type { Sql } from "postgres";
import { conflict, done, notFound, type Act, type Result } from "../../operations/act.ts";
import type { RotationRequest, TokenRequest, Tokens, TokenView } from "../../operations/tokens.ts";
import type { Orm } from "../orm.ts";
import { token } from "../schema.ts";
import { createToken, findToken, rotateToken } from "../tokens.ts";
import { writeAudit } from "./audit.ts";
import { endRulesOf } from "./follow-rules.ts";
import { cancelScheduledOf } from "./scheduled-replays.ts";
import { standDownThoseOf } from "./recipe-acts.ts";
import { rfc3339OrNull } from "./instant.ts";
import { transaction } from "../transaction.ts";

/** Tokens of producers and operators. */
export function postgresTokens(sql: Sql, orm: Orm): Tokens {
  return {
    list: async () => (await orm.select().from(token).orderBy(desc(token.id))).map(viewOf),
    create: (request, act) => create(sql, orm, request, act),
    rotate: (id, request, act) => rotate(sql, orm, id, request, act),
    revoke: (id, act) => revoke(sql, orm, id, act),
    authenticate: (text) => findToken(sql, text),
  };
}

async function create(sql: Sql, orm: Orm, request: TokenRequest, act: Act) {
  const { sources = null, types = null, connections = null, brands = null } = request;
  const { ratePerSecond = null, burst = null, expiresAt, ...who } = request;
  const granted = { ...who, sources, types, connections, brands, ratePerSecond, burst };
  const made = await transaction(sql, async (tx) => {
    const expires = expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) };
    const { id, token: text } = await createToken(tx, { ...granted, ...expires });
    const detail = { name: granted.name, after: { ...granted, expiresAt: expiresAt ?? null } };
    await writeAudit(tx, act, { action: "token.create", target: `token:${id}`, detail });
    return { id, text };
  });
  return { ...viewOf(await existing(orm, made.id)), token: made.text };
}

async function rotate(sql: Sql, orm: Orm, id: string, request: RotationRequest, act: Act) {
  const { overlapMs, expiresAt } = request;
  const expires = expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) };
  const result = await transaction(sql, async (tx): Promise<Result<string>> => {
    const [before] = await tx<
      { name: string; expiresAt: string | null; expired: boolean; until: string | null }[]
    >`
      SELECT name, expires_at AS "expiresAt", coalesce(expires_at <= now(), false) AS expired,
             CASE WHEN previous_until > now() THEN previous_until END AS until
      FROM token WHERE id = ${id} FOR UPDATE`;
    const gone = notFound(`There is no token ${id}.`);
    if (!before) return gone;
    if (before.expired && !expiresAt)
      return conflict(`"${before.name}" has expired: say until when its new secret is to be good.`);
    if (before.until && overlapMs > 0) {
      return conflict(
        `The former secret of "${before.name}" works until ${new Date(before.until).toISOString()}, and this would end it now. Rotate without an overlap if that is meant.`,
      );
    }
    const text = await rotateToken(tx, id, { overlapMs, ...expires });
    if (text === undefined) return gone;
    const was = rfc3339OrNull(before.expiresAt);
    const detail = {
      name: before.name,
      overlapMs,
      before: { expiresAt: was },
      after: { expiresAt: expiresAt ?? was },
    };
    await writeAudit(tx, act, { action: "token.rotate", target: `token:${id}`, detail });
    return done(text);
  });
  return result.ok ? done({ ...viewOf(await existing(orm, id)), token: result.value }) : result;
}

async function revoke(sql: Sql, orm: Orm, id: string, act: Act): Promise<Result<TokenView>> {
  const [known] = await orm.select().from(token).where(eq(token.id, id));
  const revoked =
    known &&
    (await transaction(sql, async (tx) => {
      const [row] = await tx`DELETE FROM token WHERE id = ${id} RETURNING 1`;
      if (row) {
        const detail = { name: known.name, before: grantedBy(known) };
        await writeAudit(tx, act, { action: "token.revoke", target: `token:${id}`, detail });
        await endRulesOf(tx, known.name, act);
        await cancelScheduledOf(tx, known.name, act);
        await standDownThoseOf(tx, known.name, act);
      }
      return row !== undefined;
    }));
  return known && revoked ? done(viewOf(known)) : notFound(`There is no token ${id}.`);
}

function grantedBy(row: TokenRow): object {
  const { id: _, createdAt: _made, lastUsedAt: _used, previous: _previous, ...granted } = viewOf(row);
  return granted;
}

type TokenRow = typeof token.$inferSelect;

async function existing(orm: Orm, id: string): Promise<TokenRow> {
  const [row] = await orm.select().from(token).where(eq(token.id, id));
  if (!row) throw new Error(`Token ${id} was taken back while it was made.`);
  return row;
}

function viewOf({
  id,
  name,
  roles,
  loopbackOnly,
  sources,
  types,
  connections,
  brands,
  ratePerSecond,
  burst,
  ...row
}: TokenRow): TokenView {
  const { previousUntil: until } = row;
  return {
    id,
    name,
    roles,
    loopbackOnly,
    sources,
    types,
    connections,
    brands,
    ratePerSecond,
    burst,
    createdAt: row.createdAt.toISOString(),
    expiresAt: textOf(row.expiresAt),
    lastUsedAt: textOf(row.lastUsedAt),
    previous:
      until && until.getTime() > Date.now()
        ? { until: until.toISOString(), lastUsedAt: textOf(row.previousUsedAt) }
        : null,
  };
}

const textOf = (instant: Date | null): string | null => instant?.toISOString() ?? null;
