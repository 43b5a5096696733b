import { canonicalContracts, orderCompleted } from "@spindlebus/contracts";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { createAdminApp } from "../../admin-api/src/index.ts";
import { fakeBroker } from "../../admin-api/src/testing/fake-broker.ts";
import { installedInFake } from "../../admin-api/src/testing/fake-installed.ts";
import { fakeSimulators } from "../../admin-api/src/testing/fake-simulators.ts";
import { environmentOf } from "../../bus/src/config/console-config.ts";
import { planBus } from "../../bus/src/config/bus-plan.ts";
import { databaseIsAway } from "../../bus/src/postgres/outage.ts";
import { createToken } from "../../bus/src/postgres/tokens.ts";
import { verifyAudit } from "../../bus/src/postgres/verify-audit.ts";
import { actingScenes } from "../support/acting-scenes.ts";
import { operatedLedger, pointsRoute, refused, type OperatedLedger } from "../support/operated-ledger.ts";
import { testMessagesOf } from "../support/test-messages.ts";

/*
 * What the admin API's description says can be done, and what the audit has of it.
 */

let bus: OperatedLedger;
let app: ReturnType<typeof createAdminApp>;
let tokens: Readonly<Record<"admin" | "viewer" | "payload-reader", string>>;
let described: readonly Described[];

beforeAll(async () => {
  bus = await operatedLedger();
  const token = async (name: string, role: keyof typeof tokens) =>
    (await createToken(bus.database.sql, { name, roles: [role] })).token;
  tokens = {
    admin: await token("ana", "admin"),
    viewer: await token("vera", "viewer"),
    "payload-reader": await token("rita", "payload-reader"),
  };
  const routes = bus.routes.map((route) => ({
    ...route,
    operation: { ...route.operation, on: orderCompleted },
  }));
  app = createAdminApp({
    operations: bus.operations,
    operationsWithin: () => bus.operations,
    plan: {
      ...planBus(
        { contracts: canonicalContracts, connections: {}, alerts: { to: { ops: { format: "slack" } } } },
        () => "https://hooks.slack.example/services/a-secret",
      ),
      routes,
      connections: new Map(routes.map(({ connection }) => [connection.id, connection])),
    },
    broker: fakeBroker(),
    environment: environmentOf({ name: "development" }),
    installed: installedInFake,
    diagnose: async () => [],
    metrics: { read: async () => ({}) },
    processMetrics: async () => "",
    simulators: fakeSimulators(),
    health: async () => ({ database: true }),
    log: pino({ level: "silent" }),
    isOutage: databaseIsAway,
    connectionTests: {
      test: async () => ({ reached: true, authenticated: null, status: null, durationMs: 1, words: "" }),
    },
    testMessages: testMessagesOf(bus),
    secretOrigin: () => undefined,
  });
  described = await describedRequests();
});
afterAll(() => bus.close());

type Described = { readonly method: string; readonly path: string; readonly summary: string };

async function describedRequests(): Promise<readonly Described[]> {
  const shape = z.object({
    paths: z.record(z.string(), z.record(z.string(), z.object({ summary: z.string() }))),
  });
  const { paths } = shape.parse(await (await app.request("/openapi.json")).json());
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary }]) => ({ method: method.toUpperCase(), path, summary })),
  );
}

async function ask(who: keyof typeof tokens, method: string, path: string, json?: object): Promise<number> {
  const { status } = await app.request(path, {
    method,
    headers: { authorization: `Bearer ${tokens[who]}`, "content-type": "application/json" },
    ...(json && { body: JSON.stringify(json) }),
  });
  return status;
}

/** What the audit has of this since that line. */
const linesSince = async (id: number, action: string) =>
  (await bus.operations.audit.list({ action }, { limit: 200 })).data.filter((line) => line.id > id);

const lastLine = async () => (await bus.operations.audit.list({}, { limit: 1 })).data[0]?.id ?? 0;

/** Requests that change nothing although they have a body. */
const onlyReading = [
  "POST /api/v1/replays/preview",
  "POST /api/v1/failures/export",
  "POST /api/v1/recipes/preview",
  "POST /api/v1/failures/{id}/dry-run",
  "POST /api/v1/failures/{id}/revisions/preview",
  "POST /api/v1/backfills/preview",
  "POST /api/v1/messages/reapply/preview",
];
const anId = "01890a5d-ac96-774b-bcce-b302099a8057";

/** Whoever signs in or out has a line without a reason: see sign-in.test.ts. */
const signingInAndOut = ["POST /auth/token", "POST /auth/logout"];

/** Whatever but reads: in the words of the description. */
const actingRequests = () =>
  described
    .filter(({ method, path }) => method !== "GET" && !onlyReading.includes(`${method} ${path}`))
    .map(({ method, path }) => `${method} ${path}`)
    .filter((request) => !signingInAndOut.includes(request));

describe("every acting request of the description", () => {
  test("has a scene here, in which it is done", () => {
    expect(Object.keys(actingScenes(bus)).toSorted()).toEqual(actingRequests().toSorted());
  });

  test("leaves a line with who and why, and with what it was before and is after", async () => {
    for (const [request, scene] of Object.entries(actingScenes(bus))) {
      const { id = "", query = "", body, action, target } = await scene();
      const [method = "", path = ""] = request.split(" ");
      const since = await lastLine();
      const filled = path.replace("{n}", "1").replace(/\{\w+\}/, encodeURIComponent(id)) + query;
      const json = method === "DELETE" ? undefined : { ...body, reason: "mended" };
      const status = await ask("admin", method, filled, json);
      const lines = await linesSince(since, action);
      expect([request, status, lines.length]).toEqual([request, expect.toBeOneOf([200, 201, 202]), 1]);
      const [line] = lines;
      expect(line).toMatchObject({ actor: "ana", reason: "mended", ...(target !== undefined && { target }) });
      expect([request, sidesOf(line?.detail)]).toEqual([request, oneSided[action] ?? ["after", "before"]]);
    }
  });

  test("that is refused leaves a line too", async () => {
    for (const request of actingRequests()) {
      const [method = "", path = ""] = request.split(" ");
      const since = await lastLine();
      const filled = path.replace("{n}", "1").replace(/\{\w+\}/, anId);
      const status = await ask("viewer", method, filled, method === "DELETE" ? undefined : {});
      const lines = await linesSince(since, "request.refused");
      expect([request, status, lines]).toEqual([
        request,
        403,
        [expect.objectContaining({ actor: "vera", target: filled })],
      ]);
    }
  });
});

/** What is made has no before, and what is taken away no after. */
const oneSided: Readonly<Record<string, readonly string[]>> = {
  "alert.test": ["after"],
  "connection.test": ["after"],
  "contract.test-message": ["after"],
  "recipe.propose": ["after"],
  "replay.create": ["after"],
  "replay.backfill": ["after"],
  "replay.reapply": ["after"],
  "token.create": ["after"],
  "token.revoke": ["before"],
  "session.revoke": ["before"],
};

const sidesOf = (detail: unknown): readonly string[] =>
  Object.keys(detail ?? {})
    .filter((key) => key === "before" || key === "after")
    .toSorted();

test("what its state does not allow leaves a line that says why", async () => {
  const id = `${await bus.fail(refused())}:${pointsRoute}`;
  const since = await lastLine();
  expect(await ask("admin", "POST", `/api/v1/failures/${id}/restore`, { reason: "x" })).toBe(409);
  const [line] = await linesSince(since, "request.refused");
  expect(line?.detail).toMatchObject({
    method: "POST",
    status: 409,
    code: "conflict",
    detail: "It is dead; only what was discarded can be restored.",
  });
});

test("a token that is none leaves a line without it", async () => {
  const since = await lastLine();
  const { status } = await app.request("/api/v1/failures", {
    headers: { authorization: "Bearer s3cret-guess" },
  });
  expect(status).toBe(401);
  const lines = await linesSince(since, "authentication.failed");
  expect(lines).toMatchObject([{ actor: "unknown", target: "/api/v1/failures", reason: null }]);
  expect(JSON.stringify(lines)).not.toContain("s3cret");
});

test("every reading of a failure that the description calls audited leaves a line", async () => {
  const id = `${await bus.fail(refused())}:${pointsRoute}`;
  const audited = described.filter(
    ({ path, summary }) => path.includes("/failures/{id}") && summary.includes("audited"),
  );
  expect(audited.length).toBeGreaterThanOrEqual(3);
  for (const { method, path } of audited) {
    const since = await lastLine();
    const status = await ask(
      "payload-reader",
      method,
      `${path.replace("{id}", id)}${method === "GET" ? "?reason=a+guest+called" : ""}`,
      method === "GET" ? undefined : {},
    );
    const { data } = await bus.operations.audit.list({ target: id }, { limit: 9 });
    const lines = data.filter((line) => line.id > since);
    expect([path, status, lines]).toEqual([path, 200, [expect.objectContaining({ actor: "rita" })]]);
  }
});

test("all of it is one chain", async () => {
  const { sound, broken } = await verifyAudit(bus.database.sql);
  expect(broken).toBeNull();
  expect(sound).toBeGreaterThan(20);
});
