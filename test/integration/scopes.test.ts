import { orderCompleted } from "@spindlebus/contracts";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { createAdminApp } from "../../admin-api/src/index.ts";
import { noRules } from "../../admin-api/src/testing/fake-alerts.ts";
import { fakeBroker } from "../../admin-api/src/testing/fake-broker.ts";
import { installedInFake } from "../../admin-api/src/testing/fake-installed.ts";
import { fakeSimulators } from "../../admin-api/src/testing/fake-simulators.ts";
import { environmentOf } from "../../bus/src/config/console-config.ts";
import { openMetrics } from "../../bus/src/operations/open-metrics.ts";
import { openScopedOperations } from "../../bus/src/operations/scoped-operations.ts";
import { databaseIsAway } from "../../bus/src/postgres/outage.ts";
import { createToken } from "../../bus/src/postgres/tokens.ts";
import { planPoints } from "../../bus/src/testing/routing/points-bus.ts";
import { actingScenes } from "../support/acting-scenes.ts";
import {
  operatedLedger,
  pointsRoute,
  refundsRoute,
  refused,
  type OperatedLedger,
} from "../support/operated-ledger.ts";
import { testMessagesOf } from "../support/test-messages.ts";

/*
 * Two connections, points-us and cards, and who is limited to one of them, or to neither: what the admin API's description
 * offers is asked for whole.
 */

const limits = {
  points: ["points-us"],
  cards: ["cards"],
  neither: ["braze"],
  all: ["points-us", "cards", "intake"],
};
type Who = keyof typeof limits | "unlimited";

let bus: OperatedLedger;
let scoped: ReturnType<typeof openScopedOperations>;
let app: ReturnType<typeof createAdminApp>;
let metrics: ReturnType<typeof openMetrics>;
const tokens = new Map<Who, string>();

beforeAll(async () => {
  bus = await operatedLedger();
  scoped = openScopedOperations({ url: bus.url, name: "test" }, bus.routes);
  const roles = ["operator", "payload-reader", "approver", "admin"] as const;
  for (const [name, connections] of [...Object.entries(limits), ["unlimited", null] as const]) {
    const { token } = await createToken(bus.database.sql, { name, roles, connections });
    tokens.set(name as Who, token); // as: their own keys
  }
  const broker = fakeBroker();
  const alerts = { rules: noRules, endpoints: [], remindAfterMs: 1 };
  metrics = openMetrics({ url: bus.url, name: "test", plan: { alerts }, broker });
  app = createAdminApp({
    operations: bus.operations,
    operationsWithin: (connections) => scoped.of(connections),
    plan: {
      ...planPoints({ connections: { "points-us": {}, cards: {} } }),
      routes: bus.routes.map((route) => ({
        ...route,
        operation: { ...route.operation, on: orderCompleted },
      })),
    },
    broker,
    environment: environmentOf({ name: "development" }),
    installed: installedInFake,
    diagnose: async () => [],
    metrics,
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
});
afterAll(async () => {
  await metrics.close();
  await scoped.close();
  await bus.close();
});

async function ask(who: Who, request: string, id = "", json?: object, query = "") {
  const [method = "", path = ""] = request.split(" ");
  const response = await app.request(
    path.replace("{n}", "1").replace(/\{\w+\}/, encodeURIComponent(id)) + query,
    {
      method,
      headers: {
        authorization: `Bearer ${tokens.get(who)}`,
        "content-type": "application/json",
        "x-reason": "a test",
      },
      ...(json && { body: JSON.stringify(json) }),
    },
  );
  return { status: response.status, text: await textOf(response) };
}

/** Of a stream what it begins with. */
async function textOf(response: Response): Promise<string> {
  if (!response.headers.get("content-type")?.startsWith("text/event-stream")) return response.text();
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return first?.value ?? "";
}

async function described(method: "GET" | "acting"): Promise<readonly string[]> {
  const shape = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
  const { paths } = shape.parse(await (await app.request("/openapi.json")).json());
  return (
    Object.entries(paths)
      .flatMap(([path, methods]) => Object.keys(methods).map((each) => `${each.toUpperCase()} ${path}`))
      .filter((request) => request.startsWith("GET ") === (method === "GET"))
      // How one signs in is for everybody, and shows nothing.
      .filter((request) => !request.includes(" /auth/"))
  );
}

const linesOf = async (actor: string) => (await bus.operations.audit.list({ actor }, { limit: 200 })).data;

describe("acting", () => {
  test("on what is beyond the scope finds nothing, whatever the act, and does nothing", async () => {
    for (const [request, scene] of Object.entries(actingScenes(bus))) {
      const { id = "", query = "", body } = await scene();
      const json = request.startsWith("DELETE") ? undefined : { ...body, reason: "curious" };
      const { status, text } = await ask("neither", request, id, json, query);
      const ofNothing: Readonly<Record<string, RegExp>> = {
        "POST /api/v1/replays": /"selected":0,/,
        "POST /api/v1/recipes": /mends none/,
      };
      const nothing = ofNothing[request] ?? /"status":40[34],/;
      expect([request, status, text]).toEqual([
        request,
        expect.toBeOneOf([202, 403, 404, 422]),
        expect.stringMatching(nothing),
      ]);
    }
    const acts = (await linesOf("neither")).filter(({ action }) => action !== "request.refused");
    expect(acts.map(({ action }) => action)).toEqual(["replay.create"]);
  });

  test("within the scope is done as without one; only what concerns all connections is not", async () => {
    const refusedTo = [];
    for (const [request, scene] of Object.entries(actingScenes(bus))) {
      const { id = "", query = "", body, action } = await scene();
      const json = request.startsWith("DELETE") ? undefined : { ...body, reason: "mended" };
      const { status, text } = await ask("all", request, id, json, query);
      expect([request, text, status]).toEqual([request, text, expect.toBeOneOf([200, 201, 202, 403])]);
      const actions = (await linesOf("all")).map((line) => line.action);
      expect(actions).toContain(status === 403 ? "request.refused" : action);
      if (status === 403) refusedTo.push(request);
    }
    expect(refusedTo.toSorted()).toEqual([
      "DELETE /api/v1/sessions/{id}",
      "DELETE /api/v1/tokens/{id}",
      "POST /api/v1/alert-endpoints/{name}/test",
      "POST /api/v1/backfills",
      "POST /api/v1/notice-endpoints/{name}/enable",
      "POST /api/v1/notice-endpoints/{name}/resend",
      "POST /api/v1/tokens",
      "POST /api/v1/tokens/{id}/rotate",
      "PUT /api/v1/simulators/{adapter}/fault",
    ]);
  });
});

describe("a replay", () => {
  const replayOf = async (who: Who, ids: readonly string[]) =>
    z
      .object({ id: z.string(), selected: z.int(), routes: z.array(z.string()) })
      .parse(
        JSON.parse((await ask(who, "POST /api/v1/replays", "", { selection: { ids }, reason: "x" })).text),
      );

  test("takes of a selection what is in the scope, and does not say that there was more", async () => {
    const ids = [
      `${await bus.fail(refused())}:${pointsRoute}`,
      `${await bus.fail(refused(), { routes: [refundsRoute] })}:${refundsRoute}`,
    ];
    expect(await replayOf("cards", ids)).toMatchObject({ selected: 1, routes: [refundsRoute] });
  });

  test("that holds items beyond the scope is neither seen nor steered", async () => {
    const ids = [
      `${await bus.fail(refused())}:${pointsRoute}`,
      `${await bus.fail(refused(), { routes: [refundsRoute] })}:${refundsRoute}`,
    ];
    const { id } = await replayOf("unlimited", ids);
    for (const [who, status] of [
      ["cards", 404],
      ["points", 404],
      ["all", 200],
    ] as const) {
      expect([who, (await ask(who, "GET /api/v1/replays/{id}", id)).status]).toEqual([who, status]);
      const paused = await ask(who, "POST /api/v1/replays/{id}/pause", id, { reason: "x" });
      expect([who, paused.status]).toEqual([who, status]);
    }
    expect((await ask("cards", "GET /api/v1/replays")).text).not.toContain(id);
  });

  test("by a filter counts what is in the scope", async () => {
    const count = async (who: Who, connection: string) => {
      const selection = { filter: { connection } };
      const { text } = await ask(who, "POST /api/v1/replays/preview", "", { selection, dryRun: false });
      return z.object({ selected: z.int() }).parse(JSON.parse(text)).selected;
    };
    expect(await count("points", "points-us")).toBe(await count("unlimited", "points-us"));
    expect(await count("cards", "points-us")).toBe(0);
    expect(await count("points", "points-us")).toBeGreaterThan(0);
  });
});

describe("reading", () => {
  /** What each path that names something is asked for: all of it of points-us. */
  type Marks = {
    readonly ids: Readonly<Record<string, string>>;
    readonly message: string;
    readonly both: string;
  };
  let marks: Marks;

  beforeAll(async () => {
    await bus.clear();
    const { sql } = bus.database;
    const message = await bus.fail(refused("SENTINEL of points"), { entityKey: "SENTINEL-order" });
    const both = await bus.fail(refused(), { routes: [pointsRoute, refundsRoute] });
    const failure = `${message}:${pointsRoute}`;
    const { groupId } = (await bus.operations.failures.get({ messageId: message, route: pointsRoute })) ?? {};
    const replayed = { selection: { ids: [failure] }, reason: "SENTINEL" };
    const replay = z
      .object({ id: z.string() })
      .parse(JSON.parse((await ask("unlimited", "POST /api/v1/replays", "", replayed)).text));
    const recipe = await bus.operations.recipes.propose(
      {
        selection: { ids: [{ messageId: message, route: pointsRoute }] },
        kind: "mergePatch",
        patch: '{"SENTINEL":1}',
        types: [],
        delicate: [],
        approval: undefined,
      },
      { actor: "SENTINEL", reason: "SENTINEL" },
    );
    await sql`INSERT INTO lane (lane_group, key, depth) VALUES ('points-us.line', 'SENTINEL', 1)`;
    await sql`
      INSERT INTO parked (lane_group, key, message_id, route) VALUES ('points-us.line', 'SENTINEL', ${message}, ${pointsRoute})`;
    await sql`
      INSERT INTO notice (id, endpoint, message_id, kind, body) VALUES (gen_random_uuid(), 'SENTINEL', ${message}, 'settled', '{}')`;
    for (const read of [failure, `${both}:${refundsRoute}`])
      await ask("unlimited", "GET /api/v1/failures/{id}/payload", read);
    const ids = {
      "/failures/{id}": failure,
      "/failure-groups/{id}": groupId ?? "",
      "/messages/{id}": message,
      "/lanes/{id}": "points-us.line:SENTINEL",
      "/replays/{id}": replay.id,
      "/recipes/{id}": recipe.ok ? recipe.value.id : "",
      "/connections/{id}": "points-us",
    };
    marks = { ids, message, both };
  });

  const idFor = (request: string) =>
    Object.entries(marks.ids).find(([path]) => request.startsWith(`GET /api/v1${path}`))?.[1];
  const shared = [
    "GET /api/v1/contracts/{type}",
    "GET /api/v1/contracts/{type}/diff",
    "GET /api/v1/simulators/{adapter}/effects",
  ];

  test("an id of another connection is not found on any path, and the answer says nothing but the id", async () => {
    const named = (await described("GET")).filter(
      (request) => request.includes("{") && !shared.includes(request),
    );
    for (const request of named) {
      const id = idFor(request);
      expect([request, id]).toEqual([request, expect.any(String)]);
      const [mine, theirs] = [await ask("points", request, id), await ask("cards", request, id)];
      expect([request, mine.status, theirs.status]).toEqual([request, expect.toBeOneOf([200, 409]), 404]);
      expect(theirs.text.replaceAll(id ?? "", "")).not.toMatch(/SENTINEL|points-us/);
    }
  });

  test("no list has anything of another connection, nor counts it", async () => {
    const lists = (await described("GET")).filter((request) => !request.includes("{"));
    const queries: Readonly<Record<string, string>> = {
      "GET /api/v1/failure-groups": "?includeSettled=true",
      "GET /api/v1/failure-tallies": "?includeSettled=true&groupBy=connection",
    };
    for (const request of lists) {
      const { text, status } = await ask("cards", request, "", undefined, queries[request]);
      expect([request, status]).toEqual([request, expect.toBeOneOf([200, 403])]);
      expect(text).not.toBe("");
      expect([request, text.match(/SENTINEL|points-us/)]).toEqual([request, null]);
      expect([request, text.includes(marks.message)]).toEqual([request, false]);
    }
  });

  test("a message of several connections is shown without the others' deliveries", async () => {
    const { text } = await ask("cards", "GET /api/v1/messages/{id}", marks.both);
    expect(JSON.parse(text)).toMatchObject({ id: marks.both, deliveries: [{ route: refundsRoute }] });
    expect(text).not.toContain("points-us");
  });

  test("a cursor of somebody who sees everything shows nothing more", async () => {
    const first = await ask("unlimited", "GET /api/v1/failures", "", undefined, "?limit=1");
    const { next } = z.object({ next: z.string() }).parse(JSON.parse(first.text));
    const { text } = await ask("cards", "GET /api/v1/failures", "", undefined, `?limit=200&cursor=${next}`);
    expect(text).not.toMatch(/SENTINEL|points-us/);
  });

  test("the audit shows what was done to what is in the scope", async () => {
    const lines = async (who: Who) =>
      z
        .object({ data: z.array(z.object({ target: z.string() })) })
        .parse(JSON.parse((await ask(who, "GET /api/v1/audit", "", undefined, "?limit=200")).text)).data;
    expect((await lines("points")).map(({ target }) => target)).toContain(`${marks.message}:${pointsRoute}`);
    const targets = (await lines("cards")).map(({ target }) => target);
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter((target) => !/:cards\.refund$|^replay:/.test(target))).toEqual([]);
  });
});

test("a failure of the way in belongs to no connection: only who is not limited finds it, or whose scope names intake", async () => {
  const scene = actingScenes(bus)["POST /api/v1/failures/{id}/revisions"];
  const { id } = (await scene?.()) ?? {};
  const found = [];
  for (const who of ["unlimited", "all", "points", "cards", "neither"] as const)
    found.push((await ask(who, "GET /api/v1/failures/{id}", id)).status);
  expect(found).toEqual([200, 200, 404, 404, 404]);
});
