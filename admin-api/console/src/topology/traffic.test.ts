import { expect, test } from "vitest";
import type { Row } from "../routes/row.ts";
import { edgeWords, noteOf, shortName, trafficOf, widthOf } from "./traffic.ts";

test("the busiest line is the widest, and a quiet one stays in sight", () => {
  expect(widthOf(100, 100)).toBe(8);
  expect(widthOf(1, 100)).toBeCloseTo(1.7);
  expect([widthOf(null, 100), widthOf(0, 0)]).toEqual([1, 1]);
});

test("a line carries what comes to a queue, and to a vendor what is tried, of all routes that pass it", () => {
  const rowOf = (name: string, accepted: number, attempts: number) =>
    ({ route: { name }, done: { failed: 0, perMinute: { accepted, settled: 0, attempts } } }) as Row; // as: nothing else is looked at
  const traffic = trafficOf([rowOf("crm.tell", 10, 4), rowOf("crm.ask", 5, 2)]);
  const routes = ["crm.tell", "crm.ask"];
  expect(traffic({ kind: "binds", routes }).perMinute).toBe(15);
  expect(traffic({ kind: "calls", routes }).perMinute).toBe(6);
  expect(traffic({ kind: "publishes", routes: null }).perMinute).toBeNull();
});

test("a binding says what it lets through", () => {
  expect(edgeWords({ kind: "binds", keys: ["order.completed.v1", "order.completed.v2"] })).toBe(
    "order.completed.v1, order.completed.v2",
  );
  expect(edgeWords({ kind: "binds", keys: ["#"] })).toBe("everything");
  expect(edgeWords({ kind: "publishes", keys: [] })).toBe("");
});

test("a queue is called by whose it is", () => {
  expect(shortName({ kind: "queue", name: "spindle.route.crm.tell" })).toBe("crm.tell");
  expect(shortName({ kind: "exchange", name: "spindle.messages" })).toBe("spindle.messages");
});

test("a node says what it is, and what waits in it", () => {
  const queue = { id: "", name: "", kind: "queue", queue: "work", routes: ["crm.tell"] } as const;
  const counts = { waiting: 1, queued: 0, inDoubt: 1, dead: 2, blocked: 0, inLine: 2, inFlight: 0 };
  const row = { route: { name: "crm.tell", counts }, work: { ready: 4 } } as Row; // as: nothing else is looked at
  expect(noteOf(queue, [row])).toBe("queue, 6 ready, 3 stopped");
  expect(noteOf({ ...queue, routes: [] }, [row])).toBe("queue");
  expect(noteOf({ ...queue, queue: "dead" }, [row])).toBe("dead letters");
});
