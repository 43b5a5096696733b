import { describe, expect, test } from "vitest";
import { adminClient, person, type Ask } from "./testing/admin-client.ts";
import { aFailure } from "./testing/fake-operations.ts";

/*
 * Browsers that sign in with a token, where no identity provider is configured.
 */

const here = "http://localhost:8081";
const ours = {
  host: "localhost:8081",
  origin: here,
  "sec-fetch-site": "same-origin",
  "x-spindle-request": "1",
};
const failure = `/api/v1/failures/${aFailure(1).id}`;
const act = { json: { reason: "mended" } };

function setup(given: Parameters<typeof adminClient>[0] = {}) {
  const client = adminClient(given);
  const signIn = (token: string, ask: Ask = {}) =>
    client.ask("/auth/token", { token: "", json: { token }, headers: ours, from: "127.0.0.1", ...ask });
  /** What a browser that has signed in asks; it has the cookie, and no bearer token. */
  const signedIn = async (token: string) => {
    const [set = ""] = (await signIn(token)).headers.getSetCookie();
    const [cookie = ""] = set.split(";");
    return (path: string, { headers = {}, ...ask }: Ask = {}) =>
      client.ask(path, { token: "", from: "127.0.0.1", ...ask, headers: { ...ours, cookie, ...headers } });
  };
  return { ...client, signIn, signedIn };
}

describe("a browser", () => {
  test("signs in with a token, and acts as that token", async () => {
    const { signedIn, recorded } = setup();
    const ask = await signedIn("operator");
    expect((await ask("/api/v1/me")).json).toMatchObject({
      name: "ana",
      roles: ["operator"],
      by: "session",
      session: { by: "token", expiresAt: expect.any(String) },
    });
    expect((await ask(`${failure}/retry-now`, act)).status).toBe(200);
    expect(recorded.acts.at(-1)).toMatchObject({ act: { actor: "ana", reason: "mended" } });
    expect((await ask("/api/v1/tokens")).status).toBe(403);
  });

  test("gets a cookie that no script reads and other sites' requests do not carry", async () => {
    const { signIn } = setup();
    const [set = ""] = (await signIn("viewer")).headers.getSetCookie();
    const [pair, ...flags] = set.split("; ");
    expect(pair).toMatch(/^spindle-session-8081=[\w-]{43}$/);
    expect(flags.toSorted()).toEqual(["HttpOnly", "Max-Age=43200", "Path=/", "SameSite=Lax"]);
  });

  test("at a public URL gets one of that host alone, by TLS", async () => {
    const origin = "https://spindle.acme.example";
    const { signIn } = setup({ admin: { origin } });
    const answer = await signIn("viewer", { headers: { ...ours, host: "spindle.acme.example", origin } });
    expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-spindle-session=.*; Secure/);
    expect((await signIn("viewer")).json.code).toBe("cross-site"); // localhost is not our origin there
  });

  test("signs out, and its cookie is worth nothing then", async () => {
    const { signedIn } = setup();
    const ask = await signedIn("viewer");
    expect((await ask("/auth/logout", { method: "POST" })).json).toEqual({ next: `${here}/` });
    expect((await ask("/api/v1/me")).status).toBe(401);
  });

  test("is told how it can sign in, and whether it has", async () => {
    const { ask, signedIn } = setup();
    const anonymous = await ask("/auth/methods", { token: "", headers: ours });
    expect(anonymous.json).toEqual({ token: true, oidc: null, signedIn: false });
    const mine = await signedIn("viewer");
    expect((await mine("/auth/methods")).json).toEqual({ token: true, oidc: null, signedIn: true });
    const elsewhere = await ask("/auth/methods", { token: "", headers: { host: "10.0.0.9:8081" } });
    expect(elsewhere.json).toMatchObject({ token: false });
  });

  test("has to give the token as JSON, and is not told back what it gave", async () => {
    const { ask, signIn } = setup();
    const headers = { ...ours, "content-type": "application/x-www-form-urlencoded" };
    const form = await ask("/auth/token", { method: "POST", token: "", headers, text: "token=viewer" });
    expect(form.status).toBe(415);
    const malformed = await signIn("s3cret token");
    expect([malformed.status, malformed.text]).toEqual([422, expect.not.stringContaining("s3cret")]);
  });
});

describe("a token", () => {
  test("that is unknown begins nothing, is in the audit without itself, and too often it is to wait", async () => {
    const { signIn, recorded } = setup();
    const first = await signIn("s3cret");
    expect([first.status, first.headers.getSetCookie()]).toEqual([401, []]);
    expect(recorded.lines).toMatchObject([{ action: "authentication.failed", target: "/auth/token" }]);
    expect(JSON.stringify(recorded.lines)).not.toContain("s3cret");
    for (let n = 1; n < 20; n += 1) await signIn("s3cret");
    expect((await signIn("s3cret")).status).toBe(429);
  });

  test("for this machine only begins nothing elsewhere, nor is what it began good there", async () => {
    const { signIn, signedIn } = setup();
    expect((await signIn("local", { from: "10.0.0.9" })).status).toBe(401);
    const ask = await signedIn("local");
    expect((await ask("/api/v1/me")).status).toBe(200);
    expect((await ask("/api/v1/me", { from: "10.0.0.9" })).status).toBe(401);
  });

  test("that only publishes begins nothing", async () => {
    const { signIn } = setup();
    const { status, headers } = await signIn("producer");
    expect([status, headers.getSetCookie()]).toEqual([403, []]);
  });

  test("that is limited to connections limits its session", async () => {
    const limited = { ...person("una", "operator"), connections: ["points-us"] };
    const ask = await setup({ tokens: { limited } }).signedIn("limited");
    expect((await ask("/api/v1/me")).json).toMatchObject({ connections: ["points-us"] });
  });
});

describe("a request", () => {
  const anotherName = { host: "evil.example:8081", origin: "http://evil.example:8081" };

  test.each<readonly [string, Record<string, string>]>([
    ["by a name that leads to this machine since a moment ago (DNS rebinding)", anotherName],
    ["of another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["of another port of this machine", { origin: "http://localhost:3000", "sec-fetch-site": "same-site" }],
    ["that a proxy forwards under our name", { "x-forwarded-for": "203.0.113.7" }],
    ["that a proxy forwards without saying so", { origin: "https://spindle.acme.example" }],
    ["by a name that only begins like this machine's", { host: "localhost.evil.example" }],
  ])("%s neither signs in nor acts", async (_which, headers) => {
    const { signIn, signedIn, recorded } = setup();
    const answer = await signIn("admin", { headers: { ...ours, ...headers } });
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []]);
    const ask = await signedIn("admin");
    expect((await ask(`${failure}/retry-now`, { ...act, headers })).status).toBeOneOf([401, 403]);
    expect((await ask("/auth/logout", { method: "POST", headers })).status).toBe(403);
    expect(recorded.acts).toEqual([]);
  });

  test("without the header that no form can send does not sign in", async () => {
    const { signIn } = setup();
    const { "x-spindle-request": _, ...headers } = ours;
    expect((await signIn("admin", { headers })).json.code).toBe("cross-site");
  });

  test.each(["127.0.0.1:8081", "[::1]:8081", "localhost"])("at %s signs in", async (host) => {
    const headers = { ...ours, host, origin: `http://${host}` };
    expect((await setup().signIn("viewer", { headers })).status).toBe(200);
  });
});
