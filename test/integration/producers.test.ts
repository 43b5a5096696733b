import { orderCompleted } from "@spindlebus/contracts";
import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openToyIssuer, signJwt, toyKey } from "../../bus/src/oidc/toy-issuer.ts";
import { startIngress, type RunningIngress } from "../../bus/src/ingress/start.ts";
import { openOperations } from "../../bus/src/operations/open-operations.ts";
import { openDatabase, type Database } from "../../bus/src/postgres/connect.ts";
import { noteConfig, prepareBus } from "../bench/note-bus.ts";
import { freshDatabase, freshVhost } from "../support/servers.ts";

const key = toyKey("k1");
let issuer: Awaited<ReturnType<typeof openToyIssuer>>;
let ingress: RunningIngress;
let database: Database;

beforeAll(async () => {
  const [amqpUrl, databaseUrl] = await Promise.all([freshVhost(), freshDatabase()]);
  issuer = await openToyIssuer([key]);
  const producers = [{ client: "till-7", sources: ["/pos/*"], ratePerSecond: 0.01, burst: 3 }];
  const oidc = [{ issuer: issuer.url, audience: "bus", producers }];
  const { plan, settings } = await prepareBus(
    { amqpUrl, databaseUrl },
    { ...noteConfig(1), ingress: { oidc } },
  );
  const log = pino({ level: "silent" });
  ingress = await startIngress({
    settings: { ...settings, ingressPort: 0 },
    plan,
    log,
    name: "test ingress",
  });
  database = openDatabase({ url: databaseUrl, connections: 2, name: "test" });
});

afterAll(async () => {
  await ingress?.stop();
  await Promise.all([database?.close(), issuer?.close()]);
});

async function publishAs(token: string, changes: Readonly<Record<string, unknown>> = {}) {
  const [data] = orderCompleted.examples;
  const event = {
    specversion: "1.0",
    id: randomUUID(),
    source: "/pos/1",
    type: orderCompleted.type,
    data,
    ...changes,
  };
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/cloudevents+json" };
  const init = { method: "POST", headers, body: JSON.stringify(event) };
  const response = await fetch(`http://127.0.0.1:${ingress.port}/v1/messages`, init);
  await response.body?.cancel();
  return response;
}
const statusAs = async (token: string, changes?: Readonly<Record<string, unknown>>) =>
  (await publishAs(token, changes)).status;

test("a JWT of the configured issuer publishes within its scope and its rate, and another does not", async () => {
  const exp = Math.floor(Date.now() / 1_000) + 300;
  const jwt = signJwt(key, { iss: issuer.url, aud: "bus", azp: "till-7", exp });
  expect(await statusAs(jwt)).toBe(202);
  expect(await statusAs(jwt, { source: "/kiosk/1" })).toBe(403);
  expect(await statusAs(jwt)).toBe(202);
  const refused = await publishAs(jwt);
  expect([refused.status, refused.headers.get("ratelimit-policy")]).toEqual([429, '"producer";q=3;w=300']);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(90);
  expect(await statusAs(signJwt(toyKey("k1"), { iss: issuer.url, aud: "bus", azp: "till-7", exp }))).toBe(
    401,
  );
});

test("a rotated token publishes by both secrets under one rate, and by neither once it is revoked", async () => {
  const { tokens } = openOperations(database, []);
  const act = { actor: "test", reason: "test" };
  const granted = {
    name: "till",
    roles: ["producer"],
    loopbackOnly: false,
    ratePerSecond: 0.01,
    burst: 2,
  } as const;
  const made = await tokens.create(granted, act);
  const rotated = await tokens.rotate(made.id, { overlapMs: 60_000 }, act);
  const secret = rotated.ok ? rotated.value.token : "";
  expect([await statusAs(made.token), await statusAs(secret)]).toEqual([202, 202]);
  expect([await statusAs(made.token), await statusAs(secret)]).toEqual([429, 429]);
  await tokens.revoke(made.id, act);
  const within = { timeout: 7_000, interval: 250 };
  await expect.poll(() => statusAs(secret), within).toBe(401);
  await expect.poll(() => statusAs(made.token), within).toBe(401);
});
