import { createHash } from "node:crypto";
import type { Sql } from "postgres";
import { v7 as uuidv7 } from "uuid";
import { done, notFound, type Act, type Result } from "../../operations/act.ts";
import type { LogIn, NewSession, Session, Sessions, SessionView } from "../../operations/sessions.ts";
import { arrayParameter } from "../array-parameter.ts";
import { findTokenByHash, hashOfToken, isOfToken } from "../tokens.ts";
import { transaction } from "../transaction.ts";
import { writeAudit } from "./audit.ts";
import { rfc3339 } from "./instant.ts";
import type { Fragment, Querying } from "./querying.ts";

/** The log-ins of browsers to the admin API. */
export function postgresSessions(sql: Sql): Sessions {
  return {
    begin: (secret, session) => begin(sql, secret, session),
    find: (secret, { seen } = { seen: true }) => find(sql, secret, seen),
    end: (secret) => transaction(sql, (tx) => end(tx, secret)),
    list: async () =>
      (await sql<SessionRow[]>`SELECT ${columns(sql)} FROM ${working(sql)} s ORDER BY id DESC`).map(viewOf),
    revoke: (id, act) => revoke(sql, id, act),
  };
}

type SessionRow = Omit<SessionView, "by"> & {
  readonly issuer: string | null;
  readonly groups: readonly string[];
  readonly tokenHash: Uint8Array | null;
};

const columns = (sql: Querying): Fragment => sql`
  s.id, s.name, s.issuer, s.subject, s.groups, s.token_hash AS "tokenHash", s.started_at AS "startedAt",
  s.last_seen_at AS "lastSeenAt", least(s.last_seen_at + s.idle_ms * interval '1 millisecond', s.ends_at) AS "idleUntil",
  s.ends_at AS "expiresAt"`;

/** Sessions that are at work. One that began with a token is over when the token, or its secret, is: whatever ends that. */
const working = (sql: Querying): Fragment => sql`(
  SELECT a.*, least(a.expires_at, t.ends_at) AS ends_at
  FROM admin_session a
  LEFT JOIN LATERAL (
    SELECT token.id, least(token.expires_at, CASE WHEN token.hash <> a.token_hash THEN token.previous_until END) AS ends_at
    FROM token WHERE ${isOfToken(sql, sql`a.token_hash`)} ORDER BY token.hash = a.token_hash DESC LIMIT 1
  ) t ON true
  WHERE a.expires_at > now() AND a.last_seen_at + a.idle_ms * interval '1 millisecond' > now()
    AND (a.token_hash IS NULL OR t.id IS NOT NULL)
)`;

async function begin(sql: Sql, secret: string, given: NewSession): Promise<SessionView> {
  const { idleMs, absoluteMs, former } = given;
  const { issuer, subject, name, groups, tokenHash, logoutHint, detail } = whose(given);
  return transaction(sql, async (tx) => {
    if (former !== undefined) await end(tx, former);
    // Log-ins are rare enough to tidy up at each of them.
    await tx`DELETE FROM admin_session WHERE id NOT IN (SELECT id FROM ${working(tx)} s)`;
    await tx`
      INSERT INTO admin_session (id, hash, issuer, subject, name, groups, token_hash, idle_ms, expires_at, logout_hint)
      VALUES (${uuidv7()}, ${hashOf(secret)}, ${issuer}, ${subject}, ${name}, ${arrayParameter(tx, "text[]", groups)},
              ${tokenHash}, ${idleMs}, now() + ${absoluteMs}::float8 * interval '1 millisecond',
              ${logoutHint && Buffer.from(logoutHint)})`;
    const [row] = await tx<SessionRow[]>`
      SELECT ${columns(tx)} FROM ${working(tx)} s WHERE s.hash = ${hashOf(secret)}`;
    if (!row) throw new Error("The session was not written, or its token was taken back meanwhile.");
    const after = { expiresAt: rfc3339(row.expiresAt) };
    await writeAudit(
      tx,
      { actor: name },
      { action: "session.begin", target: `session:${row.id}`, detail: { ...detail, after } },
    );
    return viewOf(row);
  });
}

/** What is stored of who signs in, and what the audit tells of it. */
function whose(given: LogIn) {
  if ("identity" in given) {
    const { issuer, subject, name, groups } = given.identity;
    const detail = { issuer, subject, groups };
    return { issuer, subject, name, groups, tokenHash: null, logoutHint: given.logoutHint, detail };
  }
  const { id: subject, name } = given.principal;
  const tokenHash = hashOfToken(given.token);
  return { issuer: null, subject, name, groups: [], tokenHash, logoutHint: null, detail: { token: subject } };
}

/** That it was seen is noted once a minute; whoever changes the row meanwhile is not waited for. */
async function find(sql: Sql, secret: string, seen: boolean): Promise<Session | undefined> {
  const [row] = await sql<SessionRow[]>`
    WITH found AS (SELECT * FROM ${working(sql)} w WHERE w.hash = ${hashOf(secret)}),
    unnoted AS (
      SELECT s.id FROM admin_session s JOIN found USING (id)
      WHERE ${seen} AND s.last_seen_at < now() - least(60000, s.idle_ms / 10) * interval '1 millisecond'
      FOR UPDATE OF s SKIP LOCKED
    ), noted AS (
      UPDATE admin_session s SET last_seen_at = now() FROM unnoted WHERE s.id = unnoted.id
    )
    SELECT ${columns(sql)} FROM found s`;
  return row && sessionOf(sql, row);
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
      WITH s AS (SELECT * FROM ${working(tx)} w WHERE w.id = ${id}), gone AS (
        DELETE FROM admin_session a USING s WHERE a.id = s.id RETURNING a.id
      )
      SELECT ${columns(tx)} FROM s JOIN gone USING (id)`;
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

async function sessionOf(sql: Sql, row: SessionRow): Promise<Session | undefined> {
  const { issuer, groups, tokenHash } = row;
  if (issuer !== null) return { ...viewOf(row), by: "issuer", issuer, groups };
  // Using the session is using the token, which notes that, and may allow something else since a minute ago.
  const principal = tokenHash === null ? undefined : await findTokenByHash(sql, tokenHash);
  return principal && { ...viewOf(row), by: "token", principal };
}

const viewOf = (row: SessionRow): SessionView => ({
  id: row.id,
  by: row.issuer === null ? "token" : "issuer",
  name: row.name,
  subject: row.subject,
  startedAt: rfc3339(row.startedAt),
  lastSeenAt: rfc3339(row.lastSeenAt),
  idleUntil: rfc3339(row.idleUntil),
  expiresAt: rfc3339(row.expiresAt),
});

/** Secrets are long and random, so a plain hash cannot be guessed back, and it can be looked up. */
const hashOf = (secret: string): Buffer => createHash("sha256").update(secret).digest();
