import { afterEach, describe, expect, test } from "vitest";
import { planIngress, type IngressConfig } from "../../config/ingress-config.ts";
import { toyIngress } from "../toy-ingress.ts";
import { structured, toyEvent, toyTokens } from "../toy-publisher.ts";
import {
  confusedJwt,
  openToyIssuer,
  signJwt,
  toyKey,
  unsignedJwt,
  type ToyKey,
} from "../../oidc/toy-issuer.ts";

const audience = "https://bus.example.com";
const till = { client: "till-7", name: "till", sources: ["/pos/*"], types: ["order.*"] };
const kiosk = { client: "kiosk-1", ratePerSecond: 1 };

const running: { close: () => Promise<void> }[] = [];
afterEach(() => Promise.all(running.splice(0).map((issuer) => issuer.close())));

type Oidc = Partial<NonNullable<IngressConfig["oidc"]>[number]>;

async function setup({
  keys = [toyKey("k1")],
  oidc = {},
}: { readonly keys?: readonly ToyKey[]; readonly oidc?: Oidc } = {}) {
  const issuer = await openToyIssuer(keys);
  running.push(issuer);
  const faults: string[] = [];
  const config = { issuer: issuer.url, audience, producers: [till, kiosk], ...oidc };
  const ingress = toyIngress({ oidc: planIngress({ oidc: [config] }, faults).oidc });
  expect(faults).toEqual([]);
  const claims = (changes: Readonly<Record<string, unknown>> = {}) => {
    const now = Math.floor(ingress.clock.ms / 1_000);
    return {
      iss: issuer.url,
      aud: audience,
      azp: "till-7",
      sub: "till-7",
      iat: now,
      exp: now + 3_600,
      ...changes,
    };
  };
  const [key = toyKey("k1")] = keys;
  const publishAs = (token: string, event = toyEvent()) =>
    ingress.request("/v1/messages", structured(event, { authorization: `Bearer ${token}` }));
  const jwt = (changes?: Readonly<Record<string, unknown>>, by = key) => signJwt(by, claims(changes));
  const reasons = () =>
    ingress.lines.map((line) => (JSON.parse(line) as { readonly reason?: string }).reason).filter(Boolean);
  return { ...ingress, issuer, key, claims, jwt, publishAs, reasons };
}

describe("a token that proves its client", () => {
  test.each(["RS256", "PS256", "ES256", "EdDSA"] as const)("signed with %s publishes", async (alg) => {
    const { publishAs, jwt, lines } = await setup({ keys: [toyKey("k1", alg)] });
    expect((await publishAs(jwt())).status).toBe(202);
    expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ principal: "till", status: 202 });
  });

  test("publishes within the sources and types of its producer alone", async () => {
    const { publishAs, jwt, published } = await setup();
    expect((await publishAs(jwt(), toyEvent({ source: "/kiosk/1" }))).status).toBe(403);
    expect((await publishAs(jwt(), toyEvent({ type: "payment.refund.v1" }))).status).toBe(403);
    expect(published).toEqual([]);
  });

  test("has the rate of its producer, whichever token it sends", async () => {
    const { publishAs, jwt } = await setup();
    const first = await publishAs(jwt({ azp: "kiosk-1" }));
    expect([first.status, first.headers.get("ratelimit-policy")]).toEqual([202, '"producer";q=1;w=1']);
    expect((await publishAs(jwt({ azp: "kiosk-1", jti: "another" }))).status).toBe(429);
    expect((await publishAs(jwt())).status).toBe(202);
  });

  test("may name this bus among other audiences", async () => {
    const { publishAs, jwt } = await setup();
    expect((await publishAs(jwt({ aud: ["https://other.example.com", audience] }))).status).toBe(202);
  });

  test("names its client in the claim that is configured", async () => {
    const { publishAs, jwt } = await setup({ oidc: { clientClaim: "client_id" } });
    expect((await publishAs(jwt())).status).toBe(401);
    expect((await publishAs(jwt({ client_id: "till-7" }))).status).toBe(202);
  });

  test("may be off by half a minute, as clocks are", async () => {
    const { publishAs, jwt, clock } = await setup();
    const now = Math.floor(clock.ms / 1_000);
    expect((await publishAs(jwt({ exp: now - 20 }))).status).toBe(202);
    expect((await publishAs(jwt({ nbf: now + 20 }))).status).toBe(202);
  });

  test("stands beside opaque tokens, which are asked of the database as before", async () => {
    const { publishAs, queries, jwt } = await setup();
    expect((await publishAs(toyTokens.producer)).status).toBe(202);
    await publishAs(jwt());
    expect(queries).toEqual([toyTokens.producer]);
  });

  test("is an operator's in no way", async () => {
    const { request, jwt } = await setup();
    const id = "0190a000-0000-7000-8000-000000000000";
    const headers = { authorization: `Bearer ${jwt({ roles: ["admin"], scope: "admin" })}` };
    expect((await request(`/v1/messages/${id}`, { headers })).status).toBe(404);
    const { oidc } = planIngress(
      { oidc: [{ issuer: "https://i.example.com", audience, producers: [till] }] },
      [],
    );
    expect(oidc[0]?.producers.get("till-7")?.roles).toEqual(["producer"]);
  });
});

type Setup = Awaited<ReturnType<typeof setup>>;
const later = 3_600;
const nowOf = ({ clock }: Setup) => Math.floor(clock.ms / 1_000);

test.each<readonly [string, (given: Setup) => string]>([
  ["for another audience", ({ jwt }) => jwt({ aud: "https://other.example.com" })],
  ["for no audience", ({ jwt }) => jwt({ aud: undefined })],
  ["of another issuer", ({ jwt }) => jwt({ iss: "https://evil.example.com" })],
  ["of no issuer", ({ jwt }) => jwt({ iss: undefined })],
  ["that has expired", (given) => given.jwt({ exp: nowOf(given) - 31 })],
  ["that never expires", ({ jwt }) => jwt({ exp: undefined })],
  ["whose end is no number", ({ jwt }) => jwt({ exp: "never" })],
  ["that is not good yet", (given) => given.jwt({ nbf: nowOf(given) + later })],
  ["that nobody signed", ({ claims }) => unsignedJwt(claims())],
  ["whose secret is the public key", ({ key, claims }) => confusedJwt(key, claims())],
  ["signed by somebody else under a known kid", ({ jwt }) => jwt({}, toyKey("k1"))],
  ["whose algorithm is not its key's", ({ key, claims }) => signJwt(key, claims(), { alg: "RS256" })],
  ["with an algorithm that is not allowed", ({ key, claims }) => signJwt(key, claims(), { alg: "ES384" })],
  [
    "with a critical header that nobody understands",
    ({ key, claims }) => signJwt(key, claims(), { crit: ["x"], x: 1 }),
  ],
  ["of a client that is not configured", ({ jwt }) => jwt({ azp: "stranger" })],
  ["of a client out of Object.prototype", ({ jwt }) => jwt({ azp: "constructor" })],
  ["without a client", ({ jwt }) => jwt({ azp: undefined })],
  ["whose client is no text", ({ jwt }) => jwt({ azp: ["till-7"] })],
  [
    "whose claims were changed",
    ({ jwt, claims }) =>
      jwt().replace(
        /\.[^.]+\./,
        `.${Buffer.from(JSON.stringify(claims({ azp: "kiosk-1" }))).toString("base64url")}.`,
      ),
  ],
  ["that is no JWT after all", () => "eyJhbGciOiJSUzI1NiJ9.bm90LWpzb24.AAAA"],
])("a token %s gets the very answer of a missing one, and the log says why", async (_title, tokenOf) => {
  const given = await setup();
  const { request, publishAs, published, reasons, lines } = given;
  const token = tokenOf(given);
  const refused = await publishAs(token);
  const missing = await request("/v1/messages", structured(toyEvent(), { authorization: "" }));
  expect([refused.status, await refused.text()]).toEqual([401, await missing.text()]);
  expect(refused.headers.get("www-authenticate")).toBe(missing.headers.get("www-authenticate"));
  expect(published).toEqual([]);
  expect(reasons()).toHaveLength(1);
  expect(lines.join()).not.toContain(token);
});

test("a token of 9,000 characters is refused without a look at it, one of 8,000 is looked at", async () => {
  const { publishAs, jwt, issuer, reasons } = await setup();
  const long = (length: number) => jwt({ azp: "stranger", pad: "x".repeat(length) });
  expect((await publishAs(long(9_000))).status).toBe(401);
  expect([issuer.requests, reasons()]).toEqual([[], []]);
  expect((await publishAs(long(5_000))).status).toBe(401);
  expect(reasons()).toEqual([expect.stringContaining("has the client")]);
});

describe("the issuer's keys", () => {
  test("are fetched once for many tokens, by its discovery document", async () => {
    const { publishAs, jwt, issuer } = await setup();
    await Promise.all(Array.from({ length: 20 }, (_, n) => publishAs(jwt({ jti: n }))));
    expect(issuer.requests).toEqual(["/.well-known/openid-configuration", "/jwks"]);
  });

  test("come from where the configuration says, where it does", async () => {
    const issuer = await openToyIssuer([toyKey("other")]);
    running.push(issuer);
    const { publishAs, jwt, issuer: own } = await setup({ oidc: { jwksUri: `${issuer.url}/jwks` } });
    expect((await publishAs(jwt({}, issuer.keys[0]))).status).toBe(202);
    expect([own.requests, issuer.requests]).toEqual([[], ["/jwks"]]);
  });

  test("that are new are found by their kid, half a minute after the last look", async () => {
    const { publishAs, jwt, issuer, clock } = await setup();
    await publishAs(jwt());
    const next = toyKey("k2");
    issuer.keys = [...issuer.keys, next];
    clock.ms += 30_000;
    expect((await publishAs(jwt({}, next))).status).toBe(202);
    expect((await publishAs(jwt())).status).toBe(202);
  });

  test("that were taken back stop working within ten minutes", async () => {
    const { publishAs, jwt, issuer, clock } = await setup();
    await publishAs(jwt());
    issuer.keys = [toyKey("k2")];
    clock.ms += 600_001;
    await publishAs(jwt());
    await expect.poll(async () => (await publishAs(jwt({ jti: "new" }))).status).toBe(401);
  });

  test("are not asked for by every invented kid", async () => {
    const { publishAs, jwt, issuer, clock } = await setup();
    await publishAs(jwt());
    for (let n = 0; n < 20; n += 1)
      expect((await publishAs(jwt({}, toyKey(`invented-${n}`)))).status).toBe(401);
    expect(issuer.requests.filter((path) => path === "/jwks")).toHaveLength(1);
    clock.ms += 30_000;
    for (let n = 0; n < 20; n += 1) await publishAs(jwt({}, toyKey(`again-${n}`)));
    expect(issuer.requests.filter((path) => path === "/jwks")).toHaveLength(2);
  });

  test("are looked for again when the clock was set back", async () => {
    const { publishAs, jwt, issuer, clock } = await setup();
    await publishAs(jwt());
    const next = toyKey("k2");
    issuer.keys = [next];
    clock.ms -= 3_600_000;
    expect((await publishAs(jwt({}, next))).status).toBe(202);
  });

  test("are asked for by no algorithm that is not allowed", async () => {
    const { publishAs, key, claims, issuer } = await setup();
    await publishAs(unsignedJwt(claims()));
    await publishAs(confusedJwt(key, claims()));
    expect(issuer.requests).toEqual([]);
  });
});

describe("while the issuer is down", () => {
  test("known keys work for an hour, and new ones are answered 503, not 401", async () => {
    const { publishAs, jwt, issuer, clock } = await setup();
    await publishAs(jwt());
    await issuer.close();
    running.splice(0);
    clock.ms += 3_500_000;
    const end = { exp: Math.floor(clock.ms / 1_000) + 3_600 };
    expect((await publishAs(jwt(end))).status).toBe(202);
    const unknown = await publishAs(jwt(end, toyKey("k2")));
    expect([unknown.status, unknown.headers.has("retry-after")]).toEqual([503, true]);
    clock.ms += 101_000;
    expect((await publishAs(jwt(end))).status).toBe(503);
  });

  test("nobody is refused who may be known, and it is not asked by every token", async () => {
    const { publishAs, jwt, issuer, clock } = await setup();
    issuer.misbehave = (_path, response) => Boolean(response.writeHead(500).end());
    for (let n = 0; n < 20; n += 1) expect((await publishAs(jwt({ jti: n }))).status).toBe(503);
    expect(issuer.requests).toHaveLength(1);
    issuer.misbehave = undefined;
    clock.ms += 5_000;
    expect((await publishAs(jwt())).status).toBe(202);
  });

  test.each<readonly [string, string, (url: string) => string]>([
    ["no JSON", "/jwks", () => "<html>"],
    ["something else", "/jwks", () => '{"keys":"none"}'],
    ["no key at all", "/jwks", () => '{"keys":[]}'],
    ["more than a quarter of a megabyte", "/jwks", () => `{"keys":[],"pad":"${"x".repeat(300_000)}"}`],
    [
      "a document of another issuer",
      "/.well-known/openid-configuration",
      (url) => `{"issuer":"https://evil.example.com","jwks_uri":"${url}/jwks"}`,
    ],
    [
      "keys over plain http",
      "/.well-known/openid-configuration",
      (url) => `{"issuer":"${url}","jwks_uri":"http://198.51.100.1/jwks"}`,
    ],
  ])("%s is no answer: 503, and known keys go on working", async (_title, path, bodyOf) => {
    const { publishAs, jwt, issuer, clock, lines } = await setup();
    await publishAs(jwt());
    issuer.misbehave = (asked, response) => asked === path && Boolean(response.end(bodyOf(issuer.url)));
    clock.ms += 30_000;
    expect((await publishAs(jwt({}, toyKey("k2")))).status).toBe(503);
    expect((await publishAs(jwt({ jti: "still" }))).status).toBe(202);
    expect(lines.join()).toContain("the keys of an OIDC issuer cannot be had");
  });

  test("a redirect leads nowhere", async () => {
    const { publishAs, jwt, issuer } = await setup();
    const elsewhere = await openToyIssuer(issuer.keys);
    running.push(elsewhere);
    issuer.misbehave = (path, response) =>
      path === "/jwks" && Boolean(response.writeHead(302, { location: `${elsewhere.url}/jwks` }).end());
    expect((await publishAs(jwt())).status).toBe(503);
    expect(elsewhere.requests).toEqual([]);
  });
});
