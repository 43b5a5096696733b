import { once } from "node:events";
import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { oauth2ClientCredentials, type ClientCredentials, type VendorRequest } from "../adapter/index.ts";
import { planBus } from "../config/bus-plan.ts";
import { healthOf, shutFor } from "../delivery/health.ts";
import { readWire } from "../delivery/send.ts";
import { noteTaken } from "../testing/delivery/note.ts";
import { noteFiled, toyAdapter } from "../testing/delivery/toy-adapter.ts";
import { httpVendor } from "./http-vendor.ts";

type Reply = { readonly status?: number; readonly body?: unknown; readonly headers?: Record<string, string> };
const note: VendorRequest = { kind: "request", method: "POST", path: "/notes", headers: {}, body: "{}" };

/** A vendor whose API takes the tokens that its token endpoint gave last, and the sender under test. */
async function setup(
  token: (fetch: number) => Reply | undefined = () => undefined,
  more: Partial<ClientCredentials> = {},
  hosts: readonly string[] = [],
) {
  const seen: { path: string; authorization: string | undefined; body: string }[] = [];
  const valid = new Set<string>();
  let fetches = 0;
  const server = createServer((request, response) => {
    void request.toArray().then((chunks: Buffer[]) => {
      const { url = "", headers } = request;
      seen.push({ path: url, authorization: headers.authorization, body: Buffer.concat(chunks).toString() });
      const answer = (): Reply => {
        if (url !== "/oauth/token")
          return valid.has(headers.authorization ?? "") ? { body: { place: "p" } } : { status: 401 };
        const given = token((fetches += 1));
        if (given) return given;
        valid.add(`Bearer token-${fetches}`);
        return { body: { access_token: `token-${fetches}`, expires_in: 3600, token_type: "Bearer" } };
      };
      const { status = 200, body = {}, headers: replied = {} } = answer();
      response.writeHead(status, replied).end(JSON.stringify(body));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const authorize = oauth2ClientCredentials<{ baseUrl: string }, { apiKey: string }>(({ secrets }) => ({
    url: "/oauth/token",
    clientId: "client-1",
    clientSecret: secrets.apiKey,
    audience: "https://api",
    ...more,
  }));
  const { routes } = planBus(
    {
      contracts: [noteTaken, noteFiled],
      connections: {
        toy: {
          adapter: { ...toyAdapter, authorize },
          settings: { baseUrl: `http://127.0.0.1:${port}` },
          hosts,
        },
      },
    },
    () => "secret&1",
  );
  const [route] = routes;
  if (!route) throw new Error("no route");
  const vendor = httpVendor();
  onTestFinished(async () => {
    await vendor.close();
    server.close();
    server.closeAllConnections();
  });
  const send = () => vendor.send(route, note, { timeoutMs: 2_000, headers: {} });
  return { send, seen, valid, operation: route.operation, paths: () => seen.map(({ path }) => path) };
}

test("a token is fetched by what the adapter describes, and authorises the requests of all", async () => {
  const { send, seen, paths } = await setup();
  await Promise.all([send(), send(), send()]);
  expect(paths().toSorted()).toEqual(["/notes", "/notes", "/notes", "/oauth/token"]);
  expect(Object.fromEntries(new URLSearchParams(seen[0]?.body))).toEqual({
    grant_type: "client_credentials",
    client_id: "client-1",
    client_secret: "secret&1",
    audience: "https://api",
  });
  expect(seen.at(-1)?.authorization).toBe("Bearer token-1");
});

test("the fields may be JSON, and the secret in HTTP Basic", async () => {
  const { send, seen } = await setup(undefined, {
    as: "json",
    secretIn: "basic",
    scope: "a b",
    fields: { userAccessType: "M" },
  });
  await send();
  expect(JSON.parse(seen[0]?.body ?? "")).toEqual({
    grant_type: "client_credentials",
    scope: "a b",
    audience: "https://api",
    userAccessType: "M",
  });
  const [, basic = ""] = (seen[0]?.authorization ?? "").split(" ");
  expect(Buffer.from(basic, "base64").toString()).toBe("client-1:secret%261");
});

test("a 401 drops the token, and the request is sent once more with another", async () => {
  const { send, valid, paths } = await setup();
  await send();
  valid.clear();
  expect(await send()).toMatchObject({ kind: "answered", response: { status: 200 } });
  expect(paths()).toEqual(["/oauth/token", "/notes", "/notes", "/oauth/token", "/notes"]);
});

test("a second 401 is the adapter's to read, and the endpoint is not asked by every message", async () => {
  const useless = (fetch: number): Reply => ({
    body: { access_token: `useless-${fetch}`, expires_in: 3600 },
  });
  const { send, paths } = await setup(useless);
  for (const _ of [1, 2, 3])
    expect(await send()).toMatchObject({ kind: "answered", response: { status: 401 } });
  expect(paths().filter((path) => path === "/oauth/token")).toHaveLength(2);
});

test.each([
  ["away", { status: 503 }, "retry", "token503", "down"],
  ["without a token in its answer", { body: { token: "x" } }, "retry", "tokenUnreadable", "down"],
  [
    "of the opinion that the client is wrong",
    { status: 401, body: { error: "invalid_client" } },
    "retry",
    "credentialsRefused",
    "down",
  ],
] as const)(
  "a token endpoint that is %s leaves no doubt and opens the circuit",
  async (_case, reply, kind, code, health) => {
    const { send, operation, paths } = await setup(() => reply);
    const answer = await send();
    expect(readWire(answer, operation, Date)).toMatchObject({ kind, code });
    expect(
      healthOf({
        outcome: { kind: "unchanged", reason: "" },
        doubt: false,
        exchange: { request: note, answer },
      }),
    ).toBe(health);
    await send();
    expect(paths()).toEqual(["/oauth/token"]);
  },
);

test("a token endpoint that asks to wait closes the limiter for so long, and costs no attempt", async () => {
  const { send, operation } = await setup(() => ({ status: 429, headers: { "retry-after": "7" } }));
  const answer = await send();
  const outcome = readWire(answer, operation, Date);
  expect(outcome).toMatchObject({ kind: "throttled", retryAfterMs: 7_000 });
  if (outcome.kind === "readable") throw new Error("nothing to read came");
  const attempted = { outcome, doubt: false, exchange: { request: note, answer } };
  expect([shutFor(attempted, Date), healthOf(attempted)]).toEqual([7_000, "untouched"]);
});

test("neither the secret nor what the endpoint says of it is in any error", async () => {
  const { send } = await setup(() => ({
    status: 400,
    body: { error: "invalid_client", error_description: "secret&1 of client-1 is wrong" },
  }));
  const answer = JSON.stringify(await send());
  expect(answer).toContain("invalid_client");
  expect(answer).not.toMatch(/secret&1|client-1/);
});

test("the client's secret goes to no host that the configuration does not name", async () => {
  const { send, seen } = await setup(undefined, { url: "http://127.0.0.1:9/oauth/token" });
  expect(await send()).toMatchObject({
    kind: "neverLeft",
    code: "hostRefused",
    message: expect.stringContaining("127.0.0.1:9, which the configuration does not name"),
  });
  expect(seen).toEqual([]);
});

test("a host that the connection names beside its own may give tokens", async () => {
  const { send } = await setup(undefined, { url: "http://127.0.0.1:9/oauth/token" }, ["127.0.0.1:9"]);
  expect(await send()).toMatchObject({ kind: "neverLeft", code: "ECONNREFUSED" });
});
