import { canonicalContracts } from "@spindlebus/contracts";
import getPort from "get-port";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startAdmin, type RunningAdmin } from "../../admin-api/src/index.ts";
import type { AdminConfig } from "../../bus/src/config/admin-config.ts";
import { planBus } from "../../bus/src/config/bus-plan.ts";
import { confusedJwt, signJwt, toyKey, unsignedJwt } from "../../bus/src/oidc/toy-issuer.ts";
import { createToken } from "../../bus/src/postgres/tokens.ts";
import { readSettings } from "../../bus/src/settings.ts";
import { openBrowser } from "../support/browser.ts";
import { oidcClient, openOidcServer, type OidcServer } from "../support/oidc-server.ts";
import { operatedLedger, type OperatedLedger } from "../support/operated-ledger.ts";

/*
 * People with a browser and machines with a JWT, before a real OIDC server and a real database.
 */

const audience = "https://spindle.acme.example/api";
const people = {
  ana: { name: "Ana", email: "ana@acme.example", email_verified: true, groups: ["ops", "canteen"] },
  una: { email: "una@acme.example", groups: ["us"] },
  root: { email: "root@acme.example", groups: ["platform", "ops"] },
  stranger: { email: "stranger@acme.example", groups: ["canteen"] },
};
const limited = { roles: ["operator" as const], connections: ["points-us"] };
const machines = { deployer: { groups: ["ops"] }, idler: { groups: [] } };

let bus: OperatedLedger;
let oidc: OidcServer;
let admin: RunningAdmin;
let origin: string;
let rootToken: string;

beforeAll(async () => {
  bus = await operatedLedger();
  origin = `http://127.0.0.1:${await getPort()}`;
  oidc = await openOidcServer({ origin, audience, people, machines });
  admin = await start();
  rootToken = (await createToken(bus.database.sql, { name: "root token", roles: ["admin"] })).token;
});
afterAll(async () => {
  await admin.stop();
  await oidc.close();
  await bus.close();
});
// The failures of one test must not hold up the next one.
beforeEach(() => {
  oidc.signedInAs = "ana";
  oidc.answer = undefined;
});

function start(more: Partial<AdminConfig> = {}, host = "127.0.0.1"): Promise<RunningAdmin> {
  const config: AdminConfig = {
    publicUrl: origin,
    trustedProxies: ["127.0.0.1"],
    oidc: {
      issuer: oidc.url,
      clientId: oidcClient.id,
      audience,
      roles: {
        claim: "groups",
        map: { platform: "admin", ops: ["operator", "payload-reader"], us: limited },
      },
    },
    ...more,
  };
  const secretOf = (owner: string) => (owner === "admin-oidc" ? oidcClient.secret : undefined);
  const plan = planBus({ contracts: canonicalContracts, connections: {}, admin: config }, secretOf);
  const adminPort = Number(new URL(origin).port);
  const settings = {
    ...readSettings({}),
    host,
    adminPort,
    amqpUrl: "amqp://127.0.0.1:1",
    databaseUrl: bus.url,
  };
  return startAdmin({ settings, plan, log: pino({ level: "silent" }), name: "test" });
}

/** Over plain http a port of its own is part of a cookie's name. */
const sessionCookie = () => `spindle-session-${new URL(origin).port}`;
const pendingCookie = () => `spindle-sign-in-${new URL(origin).port}`;

/** Requests of one test come from an address of their own, for failures are counted by it. */
let addresses = 0;
function visitor() {
  const from = { "x-forwarded-for": `198.51.100.${(addresses += 1)}` };
  const browser = openBrowser();
  const ask = (path: string, { headers, ...init }: RequestInit = {}) =>
    browser.ask(new URL(path, origin), {
      ...init,
      headers: { ...from, ...Object.fromEntries(new Headers(headers)) },
    });
  /** Signs in at the issuer, and stops before the answer to it is delivered. */
  const answerOf = async (path = "/auth/login") => {
    const begun = await ask(path);
    return (await browser.follow(begun.headers.get("location") ?? "", `${origin}/auth/callback`)).url;
  };
  const signIn = async (path?: string) => ask((await answerOf(path)).href);
  const cookies = () => browser.jarOf(origin);
  const own = { origin, "x-spindle-request": "1", "content-type": "application/json" };
  return { ask, answerOf, signIn, cookies, own };
}

const lines = async (action: string) => (await bus.operations.audit.list({ action }, { limit: 200 })).data;
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

describe("a person", () => {
  test("signs in with the code flow, PKCE, state and nonce, and is who the ID token says", async () => {
    const { ask, signIn, cookies } = visitor();
    const begun = await ask("/auth/login?returnTo=/groups%3Fstate%3Dopen");
    const asked = new URL(begun.headers.get("location") ?? "").searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: "code",
      code_challenge_method: "S256",
      redirect_uri: `${origin}/auth/callback`,
      state: expect.stringMatching(/.{43}/),
      nonce: expect.stringMatching(/.{43}/),
    });
    const back = await signIn("/auth/login?returnTo=/groups%3Fstate%3Dopen");
    expect([back.status, back.headers.get("location")]).toEqual([303, `${origin}/groups?state=open`]);
    expect([...cookies().keys()]).toEqual([sessionCookie()]);
    const me = await (await ask("/api/v1/me")).json();
    expect(me).toMatchObject({
      name: "ana@acme.example",
      roles: ["operator", "payload-reader"],
      rights: ["read", "read-payload", "act", "act-in-bulk", "edit"],
      by: "session",
      session: { by: "issuer", expiresAt: expect.any(String) },
    });
    const [line] = await lines("session.begin");
    expect(line).toMatchObject({ actor: "ana@acme.example", detail: { subject: "ana", groups: ["ops"] } });
  });

  test("gets a cookie that scripts do not see and other sites' requests do not carry", async () => {
    const { signIn } = visitor();
    const set = (await signIn()).headers
      .getSetCookie()
      .find((line) => line.startsWith(`${sessionCookie()}=`));
    expect(set?.split("; ").slice(1).toSorted()).toEqual([
      "HttpOnly",
      "Max-Age=43200",
      "Path=/",
      "SameSite=Lax",
    ]);
  });

  test("is another session at each log-in, and the former one has ended", async () => {
    const { ask, signIn, cookies } = visitor();
    cookies().set(sessionCookie(), "what-somebody-else-put-there");
    await signIn();
    const first = cookies().get(sessionCookie()) ?? "";
    await signIn();
    expect([first, cookies().get(sessionCookie())]).not.toContain("what-somebody-else-put-there");
    expect((await ask("/api/v1/me")).status).toBe(200);
    cookies().set(sessionCookie(), first);
    expect((await ask("/api/v1/me")).status).toBe(401);
  });

  test("whose groups give no role is told so, on a page, and gets no session", async () => {
    oidc.signedInAs = "stranger";
    const { ask, answerOf, cookies } = visitor();
    const { href } = await answerOf();
    const told = await ask(href, { headers: { accept: "text/html" } });
    expect([told.status, await told.text()]).toEqual([403, expect.stringContaining("stranger@acme.example")]);
    expect([...cookies().keys()]).toEqual([]);
    expect((await lines("request.refused"))[0]).toMatchObject({
      actor: "stranger@acme.example",
      target: "/auth/callback",
    });
  });

  test("whose group is limited to connections is limited to them", async () => {
    oidc.signedInAs = "una";
    const { ask, signIn } = visitor();
    await signIn();
    expect(await (await ask("/api/v1/me")).json()).toMatchObject({
      roles: ["operator"],
      connections: ["points-us"],
    });
    expect((await ask("/api/v1/tokens")).status).toBe(403);
  });

  test("signs out here and at the issuer", async () => {
    const { ask, signIn, cookies, own } = visitor();
    await signIn();
    const secret = cookies().get(sessionCookie()) ?? "";
    const out = await ask("/auth/logout", { method: "POST", headers: own });
    const { next } = (await out.json()) as { next: string };
    const { origin: where, searchParams } = new URL(next);
    expect([where, searchParams.get("post_logout_redirect_uri")]).toEqual([oidc.url, `${origin}/`]);
    expect((await fetch(next)).status).toBe(200); // the issuer takes the hint: an unknown one is 400
    expect([...cookies().keys()]).toEqual([]);
    cookies().set(sessionCookie(), secret);
    expect((await ask("/api/v1/me")).status).toBe(401);
  });
});

/** Changes what the browser keeps of a log-in that was begun. */
function change({ cookies }: ReturnType<typeof visitor>, part: object): void {
  const pending = JSON.parse(Buffer.from(cookies().get(pendingCookie()) ?? "", "base64url").toString());
  cookies().set(pendingCookie(), Buffer.from(JSON.stringify({ ...pending, ...part })).toString("base64url"));
}

describe("a log-in is refused", () => {
  test("with a line in the audit that holds nothing of what was shown", async () => {
    const { ask } = visitor();
    expect((await ask("/auth/callback?code=s3cret-code&state=s3cret-state")).status).toBe(401);
    const [line] = await lines("authentication.failed");
    expect(line).toMatchObject({ actor: "unknown", target: "/auth/callback" });
    expect(line?.detail).toEqual({ from: `198.51.100.${addresses}` });
  });

  test.each<readonly [string, (url: URL, visit: ReturnType<typeof visitor>) => void]>([
    ["with another state", (url) => url.searchParams.set("state", "x".repeat(43))],
    ["without a state", (url) => url.searchParams.delete("state")],
    ["with another code", (url) => url.searchParams.set("code", "x".repeat(43))],
    ["of another issuer (RFC 9207)", (url) => url.searchParams.set("iss", "https://evil.example.com")],
    ["without the issuer, which promises to say it", (url) => url.searchParams.delete("iss")],
    ["that the issuer refused", (url) => url.searchParams.set("error", "access_denied")],
    ["in another browser", (_url, { cookies }) => cookies().delete(pendingCookie())],
    ["with another nonce", (_url, visit) => change(visit, { nonce: "x".repeat(43) })],
    ["with another verifier", (_url, visit) => change(visit, { verifier: "x".repeat(43) })],
    ["that took more than ten minutes", (_url, visit) => change(visit, { beganAtMs: Date.now() - 601_000 })],
  ])("%s, and there is no session", async (_what, tamper) => {
    const visit = visitor();
    const url = await visit.answerOf();
    tamper(url, visit);
    expect((await visit.ask(url.href)).status).toBe(401);
    expect(visit.cookies().has(sessionCookie())).toBe(false);
  });

  test("when its code comes a second time", async () => {
    const { ask, answerOf, cookies } = visitor();
    const { href } = await answerOf();
    const pending = cookies().get(pendingCookie()) ?? "";
    expect((await ask(href)).status).toBe(303);
    cookies().set(pendingCookie(), pending);
    expect((await ask(href)).status).toBe(401);
  });

  test("when its code was given for another log-in of the same browser", async () => {
    const { ask, answerOf } = visitor();
    const first = await answerOf();
    const second = await answerOf();
    second.searchParams.set("code", first.searchParams.get("code") ?? "");
    expect((await ask(second.href)).status).toBe(401);
  });

  test.each([
    "https://evil.example.com/",
    "//evil.example.com",
    "/\\evil.example.com",
    "/.//evil.example.com",
    "/\t/evil.example.com",
    "javascript:alert(1)",
  ])("never for where it is to lead, but it leads nowhere else: %j", async (returnTo) => {
    const { signIn } = visitor();
    const back = await signIn(`/auth/login?returnTo=${encodeURIComponent(returnTo)}`);
    expect(new URL(back.headers.get("location") ?? "").origin).toBe(origin);
  });
});

describe("a session", () => {
  const signedIn = async () => {
    const visit = visitor();
    await visit.signIn();
    const session = (await (await visit.ask("/api/v1/me")).json()) as { session: { id: string } };
    const status = async () => (await visit.ask("/api/v1/me")).status;
    return { ...visit, id: session.session.id, status };
  };

  test.each([
    ["its last day is over", "expires_at = now()"],
    ["nobody used it for an hour", "last_seen_at = now() - interval '1 hour'"],
  ])("ends when %s", async (_when, sooner) => {
    const { id, status } = await signedIn();
    expect(await status()).toBe(200);
    await bus.database.sql.unsafe(`UPDATE admin_session SET ${sooner} WHERE id = '${id}'`);
    expect(await status()).toBe(401);
  });

  test("goes on while it is used, and an open stream is no use of it", async () => {
    const { id, status, cookies } = await signedIn();
    await bus.database
      .sql`UPDATE admin_session SET last_seen_at = now() - interval '50 minutes' WHERE id = ${id}`;
    const secret = cookies().get(sessionCookie()) ?? "";
    const watched = await bus.operations.sessions.find(secret, { seen: false });
    expect(Date.parse(watched?.idleUntil ?? "") - Date.now()).toBeLessThan(601_000);
    const before = await bus.database.sql`
      SELECT 1 FROM admin_session WHERE id = ${id} AND last_seen_at > now() - interval '1 minute'`;
    expect(before).toHaveLength(0);
    expect(await status()).toBe(200);
    const [row] = await bus.database
      .sql`SELECT last_seen_at > now() - interval '1 minute' AS seen FROM admin_session WHERE id = ${id}`;
    expect(row?.["seen"]).toBe(true);
  });

  test("is listed for those who administer, and ended by them, with a reason", async () => {
    const { id, status, ask } = await signedIn();
    expect((await ask("/api/v1/sessions")).status).toBe(403);
    const listed = await (await visitor().ask("/api/v1/sessions", bearer(rootToken))).json();
    expect(listed).toMatchObject({
      data: expect.arrayContaining([expect.objectContaining({ id, subject: "ana" })]),
    });
    const path = `/api/v1/sessions/${id}?reason=${encodeURIComponent("lost laptop")}`;
    expect((await visitor().ask(path, { method: "DELETE", ...bearer(rootToken) })).status).toBe(200);
    expect(await status()).toBe(401);
    expect((await lines("session.revoke"))[0]).toMatchObject({ actor: "root token", reason: "lost laptop" });
  });

  test("is stored as hashes and ciphertext only", async () => {
    const { cookies } = await signedIn();
    const rows = await bus.database.sql`SELECT s::text AS row, logout_hint FROM admin_session s`;
    const text =
      JSON.stringify(rows) + rows.map((row) => Buffer.from(row["logout_hint"]).toString("latin1")).join("");
    expect(text).not.toContain(cookies().get(sessionCookie()));
    expect(text).not.toContain("eyJ");
  });

  test.each<readonly [string, Record<string, string>, number]>([
    ["of our page", { "sec-fetch-site": "same-origin" }, 200],
    ["of our page in a browser without Sec-Fetch-Site", {}, 200],
    ["from another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example.com" }, 403],
    [
      "from a neighbour below the same domain",
      { "sec-fetch-site": "same-site", origin: "http://127.0.0.1:1" },
      403,
    ],
    ["from a page without an origin", { "sec-fetch-site": "cross-site", origin: "null" }, 403],
    ["without the header", { "sec-fetch-site": "same-origin", "x-spindle-request": "" }, 403],
  ])("lets a request %s act (%#: %j)", async (_which, given, status) => {
    const { ask, own } = await signedIn();
    const headers = new Headers({ ...own, ...given });
    if (headers.get("x-spindle-request") === "") headers.delete("x-spindle-request");
    const init = {
      method: "POST",
      headers,
      body: JSON.stringify({ selection: { filter: { route: "none" } } }),
    };
    const answer = await ask("/api/v1/replays/preview", init);
    expect(answer.status).toBe(status);
    expect((await ask("/auth/logout", { method: "POST", headers })).status).toBe(status);
  });
});

describe("a session that began with a token", () => {
  const signedIn = async () => {
    const { id, token } = await createToken(bus.database.sql, { name: "vera's token", roles: ["viewer"] });
    const { ask, cookies, own } = visitor();
    const body = JSON.stringify({ token });
    const begun = await ask("/auth/token", { method: "POST", headers: own, body });
    const session = (await begun.json()) as { id: string; expiresAt: string };
    const me = async () => (await ask("/api/v1/me")).json();
    const status = async () => (await ask("/api/v1/me")).status;
    return { ask, cookies, own, token: id, session, me, status };
  };
  const asRoot = async (path: string, body?: object) => {
    const headers = { "content-type": "application/json", ...bearer(rootToken).headers };
    const method = body ? "POST" : "DELETE";
    const answer = await visitor().ask(path, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(answer.status).toBe(200);
  };

  test("is the token's, in the audit, and listed", async () => {
    const { session, token, me, cookies } = await signedIn();
    const times = { id: session.id, by: "token", expiresAt: session.expiresAt };
    expect(await me()).toMatchObject({
      name: "vera's token",
      rights: ["read"],
      by: "session",
      session: times,
    });
    expect((await lines("session.begin"))[0]).toMatchObject({ actor: "vera's token", detail: { token } });
    expect(await bus.operations.sessions.list()).toContainEqual(
      expect.objectContaining({ id: session.id, by: "token", subject: token }),
    );
    const rows = await bus.database.sql`SELECT s::text AS row FROM admin_session s`;
    expect(JSON.stringify(rows)).not.toContain(cookies().get(sessionCookie()));
    const [used] = await bus.database.sql`SELECT last_used_at FROM token WHERE id = ${token}`;
    expect(used?.["last_used_at"]).not.toBeNull();
  });

  test.each<readonly [string, (token: string) => Promise<unknown>]>([
    ["the token is taken back", (token) => asRoot(`/api/v1/tokens/${token}?reason=left`)],
    ["the token has expired", (id) => bus.database.sql`UPDATE token SET expires_at = now() WHERE id = ${id}`],
    [
      "the token has another secret",
      (token) => asRoot(`/api/v1/tokens/${token}/rotate`, { overlap: "0s", reason: "leaked" }),
    ],
  ])("ends when %s", async (_when, end) => {
    const { session, token, status } = await signedIn();
    expect(await status()).toBe(200);
    await end(token);
    expect(await status()).toBe(401);
    const listed = await bus.operations.sessions.list();
    expect(listed.map(({ id }) => id)).not.toContain(session.id);
  });

  test("says when it ends because the secret does, and may what the token may by then", async () => {
    const { token, me, session } = await signedIn();
    await asRoot(`/api/v1/tokens/${token}/rotate`, { overlap: "1h", reason: "yearly" });
    await bus.database.sql`UPDATE token SET roles = '{operator}' WHERE id = ${token}`;
    const now = (await me()) as { roles: string[]; session: { expiresAt: string } };
    expect(now.roles).toEqual(["operator"]);
    expect(Date.parse(session.expiresAt) - Date.parse(now.session.expiresAt)).toBeGreaterThan(10 * 3_600_000);
  });

  test("is ended by those who administer, and by a log-out", async () => {
    const first = await signedIn();
    await asRoot(`/api/v1/sessions/${first.session.id}?reason=lost`);
    expect(await first.status()).toBe(401);
    const { ask, own, cookies, status } = await signedIn();
    const secret = cookies().get(sessionCookie()) ?? "";
    const out = await ask("/auth/logout", { method: "POST", headers: own });
    expect(await out.json()).toEqual({ next: `${origin}/` });
    cookies().set(sessionCookie(), secret);
    expect(await status()).toBe(401);
  });
});

describe("a machine", () => {
  const tokenOf = async (client: string, resource = audience) => {
    const authorization = `Basic ${Buffer.from(`${client}:${client}`).toString("base64")}`;
    const body = new URLSearchParams({ grant_type: "client_credentials", resource });
    const answer = await fetch(`${oidc.url}/token`, { method: "POST", headers: { authorization }, body });
    return ((await answer.json()) as { access_token: string }).access_token;
  };
  const me = async (token: string) => visitor().ask("/api/v1/me", bearer(token));

  test("comes with an access token of its client, and acts without a cookie's headers", async () => {
    const token = await tokenOf("deployer");
    expect(await (await me(token)).json()).toMatchObject({
      name: "deployer",
      by: "issuer",
      session: null,
      roles: ["operator", "payload-reader"],
    });
    const json = { "content-type": "application/json", ...bearer(token).headers };
    const body = JSON.stringify({ selection: { filter: { route: "none" } } });
    expect(
      (await visitor().ask("/api/v1/replays/preview", { method: "POST", headers: json, body })).status,
    ).toBe(200);
  });

  test("whose groups give no role is 403, and after twenty times 429", async () => {
    const token = await tokenOf("idler");
    const statuses: number[] = [];
    for (let n = 0; n < 21; n += 1) statuses.push((await me(token)).status);
    expect([statuses.slice(0, 20).every((status) => status === 403), statuses[20]]).toEqual([true, 429]);
  });

  test("with keys that the issuer has just rotated goes on", async () => {
    oidc.rotate();
    await admin.stop();
    admin = await start(); // its keys are fetched at most once in half a minute
    expect((await me(await tokenOf("deployer"))).status).toBe(200);
  });

  test("is nobody with a token that is none of its issuer's, or not for us", async () => {
    const now = Math.floor(Date.now() / 1_000);
    const claims = { iss: oidc.url, aud: audience, sub: "deployer", exp: now + 60, groups: ["platform"] };
    const key = toyKey("k1");
    const tokens = [
      unsignedJwt(claims),
      confusedJwt(key, claims),
      signJwt(key, claims),
      signJwt(key, { ...claims, iss: "https://evil.example.com" }),
      (await tokenOf("deployer")).replace(/.{4}$/, "AAAA"),
    ];
    for (const token of tokens) expect((await me(token)).status).toBe(401);
  });
});

test("while the issuer is away nobody signs in, and sessions and tokens go on", async () => {
  const { ask, signIn, cookies } = visitor();
  await signIn();
  const session = cookies().get(sessionCookie()) ?? "";
  const { href } = await visitor().answerOf();
  await oidc.close();
  await admin.stop();
  admin = await start();
  expect((await ask("/api/v1/me")).status).toBe(200);
  expect((await ask("/api/v1/me", bearer(rootToken))).status).toBe(200);
  const login = await visitor().ask("/auth/login");
  expect([login.status, login.headers.has("retry-after")]).toEqual([503, true]);
  expect(await login.json()).toMatchObject({ detail: expect.stringContaining("identity provider") });
  expect((await visitor().ask(href)).status).toBe(401); // begun in another browser
  cookies().set(sessionCookie(), session);
  const out = await ask("/auth/logout", { method: "POST", headers: { origin, "x-spindle-request": "1" } });
  expect(await out.json()).toEqual({ next: `${origin}/` });
  await oidc.listen();
});

test("twenty wrong tokens from one address are looked at, and then it is told to wait; who is known there is not", async () => {
  const from = { "x-forwarded-for": "203.0.113.7, 198.51.100.250" };
  const ask = async (token: string) =>
    fetch(`${origin}/api/v1/me`, { headers: { ...from, authorization: `Bearer ${token}` } });
  expect((await ask(rootToken)).status).toBe(200);
  for (let n = 0; n < 20; n += 1) expect((await ask(`wrong-${n}`)).status).toBe(401);
  const over = await ask("wrong-again");
  expect([over.status, Number(over.headers.get("retry-after")) > 0]).toEqual([429, true]);
  expect((await ask(rootToken)).status).toBe(200);
  expect((await visitor().ask("/api/v1/me", bearer("wrong"))).status).toBe(401);
});

describe("beyond this machine", () => {
  test("it listens for an issuer or an operator's token, and for the local token alone it does not", async () => {
    await admin.stop();
    await bus.database.sql`DELETE FROM token`;
    const local = { name: "local admin", roles: ["admin"], loopbackOnly: true } as const;
    await createToken(bus.database.sql, local);
    await createToken(bus.database.sql, { name: "till", roles: ["producer"] });
    const withoutIssuer = () => start({ oidc: undefined } as never, "0.0.0.0");
    await expect(withoutIssuer()).rejects.toThrow(
      /does not listen on 0\.0\.0\.0.*admin\.oidc.*token create/s,
    );
    await createToken(bus.database.sql, { name: "vera", roles: ["viewer"] });
    await (await withoutIssuer()).stop();
    await bus.database.sql`DELETE FROM token`;
    admin = await start({}, "0.0.0.0");
  });
});
