import { desc, eq } from "drizzle-orm";
import type { Sql } from "postgres";
import { done, notFound, type Act, type Result } from "../../operations/act.ts";
import type { TokenRequest, Tokens, TokenView } from "../../operations/tokens.ts";
import type { Orm } from "../orm.ts";
import { token } from "../schema.ts";
import { createToken, findToken } from "../tokens.ts";
import { writeAudit } from "./audit.ts";
import { transaction } from "../transaction.ts";

/** Tokens of producers and operators. */
export function postgresTokens(sql: Sql, orm: Orm): Tokens {
  return {
    list: async () => (await orm.select().from(token).orderBy(desc(token.id))).map(viewOf),
    create: (request, act) => create(sql, request, act),
    revoke: (id, act) => revoke(sql, orm, id, act),
    authenticate: (text) => findToken(sql, text),
  };
}

function create(
  sql: Sql,
  { name, roles, loopbackOnly, sources = null, types = null, expiresAt }: TokenRequest,
  act: Act,
) {
  const granted = { name, roles, loopbackOnly, sources, types };
  return transaction(sql, async (tx) => {
    const expires = expiresAt === undefined ? undefined : new Date(expiresAt);
    const made = await createToken(tx, { ...granted, ...(expires && { expiresAt: expires }) });
    await writeAudit(tx, act, {
      action: "token.create",
      target: `token:${made.id}`,
      detail: { ...granted, expiresAt },
    });
    const createdAt = new Date().toISOString();
    return { ...made, ...granted, createdAt, expiresAt: expires?.toISOString() ?? null };
  });
}

async function revoke(sql: Sql, orm: Orm, id: string, act: Act): Promise<Result<TokenView>> {
  const [known] = await orm.select().from(token).where(eq(token.id, id));
  const revoked =
    known &&
    (await transaction(sql, async (tx) => {
      const [row] = await tx`DELETE FROM token WHERE id = ${id} RETURNING 1`;
      if (row)
        await writeAudit(tx, act, {
          action: "token.revoke",
          target: `token:${id}`,
          detail: { name: known.name },
        });
      return row !== undefined;
    }));
  return known && revoked ? done(viewOf(known)) : notFound(`There is no token ${id}.`);
}

function viewOf({
  id,
  name,
  roles,
  loopbackOnly,
  sources,
  types,
  createdAt,
  expiresAt,
}: typeof token.$inferSelect): TokenView {
  return {
    id,
    name,
    roles,
    loopbackOnly,
    sources,
    types,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}
