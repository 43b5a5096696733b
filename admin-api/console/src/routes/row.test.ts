import { expect, test } from "vitest";
import { isFound, rowsOf, sorted, warningsOf, type Queue, type Route } from "./row.ts";

const route: Route = {
  name: "crm.tell",
  configured: true,
  connection: "crm",
  operation: "tell",
  summary: null,
  on: "order.completed.v1",
  older: [],
  idempotency: "key",
  order: "unordered",
  policy: null,
  lane: null,
  counts: { waiting: 0, queued: 0, inDoubt: 0, dead: 0, blocked: 0, inLine: 0, inFlight: 0 },
  paused: null,
};
const queue: Queue = {
  name: "spindle.route.crm.tell",
  kind: "work",
  route: "crm.tell",
  laneGroup: null,
  connection: "crm",
  exists: true,
  ready: 3,
  consumers: 1,
  unacked: null,
};
const paused = { by: "ann", since: "2026-01-01T00:00:00Z", reason: "x", through: "route" } as const;

const rowOf = (some: Partial<Route>, queues: readonly Queue[] | undefined = [queue]) => {
  const [row] = rowsOf({ routes: [{ ...route, ...some }], queues, connections: undefined, done: undefined });
  if (!row) throw new Error("a route has a row");
  return row;
};
const warned = (...given: Parameters<typeof rowOf>) => warningsOf(rowOf(...given)).map(({ words }) => words);

test("nothing is warned of where all is well", () => {
  expect(warned({})).toEqual([]);
});

test("a queue without consumers is warned of, but not while somebody has paused the route", () => {
  const alone = [{ ...queue, consumers: 0 }];
  expect(warned({}, alone)).toEqual(["No consumers"]);
  expect(warned({ paused }, alone)).toEqual(["Paused by ann"]);
});

test("nothing is said of queues while the broker cannot be asked", () => {
  expect(warned({}, undefined)).toEqual([]);
});

test("a strict route's messages come by the queue of its group", () => {
  const lane = { group: "crm.points", lanes: 0, deliveries: 0, oldestSeconds: 0 };
  const group = { ...queue, name: "spindle.lane.crm.points", kind: "lane", route: null } as const;
  expect(rowOf({ lane }, [queue, { ...group, laneGroup: "crm.points" }]).work?.name).toBe(
    "spindle.lane.crm.points",
  );
});

test("the largest comes first, and what is not known last", () => {
  const rows = [
    rowOf({ name: "a" }, undefined),
    rowOf({ name: "b" }, [{ ...queue, route: "b" }]),
    rowOf({ name: "c" }, [{ ...queue, route: "c", ready: 9 }]),
  ];
  expect(sorted(rows, "ready").map((row) => row.route.name)).toEqual(["c", "b", "a"]);
});

test("every word of a search has to be in the name or the type", () => {
  expect(isFound(rowOf({}), "CRM order")).toBe(true);
  expect(isFound(rowOf({}), "crm refund")).toBe(false);
});

type Known = Parameters<typeof rowsOf>[0];

test("a route has what is its own: its connection, its queues, its numbers", () => {
  const other = { ...route, name: "crm.ask" };
  const queues = [
    { ...queue, name: "ask", route: "crm.ask" },
    queue,
    { ...queue, name: "retry", kind: "retry" as const },
  ];
  const known = { connections: [{ id: "loyalty" }, { id: "crm" }], done: [{ route: "crm.ask" }] };
  const [tell, ask] = rowsOf({
    routes: [route, other],
    queues,
    ...(known as unknown as Pick<Known, "connections" | "done">), // only their names are asked for
  });
  expect([tell?.connection?.id, tell?.work?.name, tell?.retry?.name, tell?.done]).toEqual([
    "crm",
    "spindle.route.crm.tell",
    "retry",
    undefined,
  ]);
  expect([ask?.work?.name, ask?.retry, ask?.done?.route]).toEqual(["ask", undefined, "crm.ask"]);
});
