import { createHash } from "node:crypto";
import type { Sql } from "postgres";
import { v7 as uuidv7 } from "uuid";
import { done, notFound, type Act, type Result } from "../../operations/act.ts";
import type { NewSession, Session, Sessions, SessionView } from "../../operations/sessions.ts";
import { arrayParameter } from "../array-parameter.ts";
import { transaction } from "../transaction.ts";
import { writeAudit } from "./audit.ts";
import { rfc3339 } from "./instant.ts";
import type { Fragment, Querying } from "./querying.ts";

/** The log-ins of people to the admin API. */
export function postgresSessions(sql: Sql): Sessions {
  return {
    begin: (secret, session) => begin(sql, secret, session),
    find: (secret, { seen } = { seen: true }) => find(sql, secret, seen),
    end: (secret) => transaction(sql, (tx) => end(tx, secret)),
    list: async () =>
      (
        await sql<SessionRow[]>`
      SELECT ${columns(sql)} FROM admin_session WHERE ${alive(sql)} ORDER BY id DESC`
      ).map(viewOf),
    revoke: (id, act) => revoke(sql, id, act),
  };
}

type SessionRow = Omit<Session, "startedAt" | "lastSeenAt" | "idleUntil" | "expiresAt"> & {
  readonly startedAt: string;
  readonly lastSeenAt: string;
  readonly idleUntil: string;
  readonly expiresAt: string;
};

const columns = (sql: Querying): Fragment => sql`
  id, name, issuer, subject, groups, started_at AS "startedAt", last_seen_at AS "lastSeenAt",
  least(last_seen_at + idle_ms * interval '1 millisecond', expires_at) AS "idleUntil", expires_at AS "expiresAt"`;

const alive = (sql: Querying): Fragment => sql`
  expires_at > now() AND last_seen_at + idle_ms * interval '1 millisecond' > now()`;

async function begin(sql: Sql, secret: string, given: NewSession): Promise<Session> {
  const { identity, idleMs, absoluteMs, logoutHint, former } = given;
  const { issuer, subject, name, groups } = identity;
  return transaction(sql, async (tx) => {
    if (former !== undefined) await end(tx, former);
    // Log-ins are rare enough to tidy up at each of them.
    await tx`DELETE FROM admin_session WHERE NOT (${alive(tx)})`;
    const [row] = await tx<SessionRow[]>`
      INSERT INTO admin_session (id, hash, issuer, subject, name, groups, idle_ms, expires_at, logout_hint)
      VALUES (${uuidv7()}, ${hashOf(secret)}, ${issuer}, ${subject}, ${name}, ${arrayParameter(tx, "text[]", groups)},
              ${idleMs}, now() + ${absoluteMs}::float8 * interval '1 millisecond', ${logoutHint && Buffer.from(logoutHint)})
      RETURNING ${columns(tx)}`;
    if (!row) throw new Error("The session was not written.");
    const detail = { issuer, subject, groups, after: { expiresAt: rfc3339(row.expiresAt) } };
    await writeAudit(tx, { actor: name }, { action: "session.begin", target: `session:${row.id}`, detail });
    return sessionOf(row);
  });
}

/** That it was seen is noted once a minute; whoever changes the row meanwhile is not waited for. */
async function find(sql: Sql, secret: string, seen: boolean): Promise<Session | undefined> {
  const [row] = await sql<SessionRow[]>`
    WITH found AS (SELECT * FROM admin_session WHERE hash = ${hashOf(secret)} AND ${alive(sql)}),
    unnoted AS (
      SELECT s.id FROM admin_session s JOIN found USING (id)
      WHERE ${seen} AND s.last_seen_at < now() - least(60000, s.idle_ms / 10) * interval '1 millisecond'
      FOR UPDATE OF s SKIP LOCKED
    ), noted AS (
      UPDATE admin_session s SET last_seen_at = now() FROM unnoted WHERE s.id = unnoted.id
    )
    SELECT ${columns(sql)} FROM found`;
  return row && sessionOf(row);
}

async function end(tx: Querying, secret: string): ReturnType<Sessions["end"]> {
  const [row] = await tx<{ id: string; name: string; logoutHint: Uint8Array | null }[]>`
    DELETE FROM admin_session WHERE hash = ${hashOf(secret)} RETURNING id, name, logout_hint AS "logoutHint"`;
  if (!row) return undefined;
  await writeAudit(tx, { actor: row.name }, { action: "session.end", target: `session:${row.id}` });
  return { logoutHint: row.logoutHint };
}

async function revoke(sql: Sql, id: string, act: Act): Promise<Result<SessionView>> {
  return transaction(sql, async (tx) => {
    const [row] = await tx<SessionRow[]>`
      DELETE FROM admin_session WHERE id = ${id} AND ${alive(tx)} RETURNING ${columns(tx)}`;
    if (!row) return notFound(`There is no session ${id}.`);
    const view = viewOf(row);
    await writeAudit(tx, act, {
      action: "session.revoke",
      target: `session:${id}`,
      detail: { before: view },
    });
    return done(view);
  });
}

function viewOf({ id, name, subject, startedAt, lastSeenAt, idleUntil, expiresAt }: SessionRow): SessionView {
  return {
    id,
    name,
    subject,
    startedAt: rfc3339(startedAt),
    lastSeenAt: rfc3339(lastSeenAt),
    idleUntil: rfc3339(idleUntil),
    expiresAt: rfc3339(expiresAt),
  };
}

const sessionOf = (row: SessionRow): Session => ({
  ...viewOf(row),
  issuer: row.issuer,
  groups: row.groups,
});

/** Secrets are long and random, so a plain hash cannot be guessed back, and it can be looked up. */
const hashOf = (secret: string): Buffer => createHash("sha256").update(secret).digest();
