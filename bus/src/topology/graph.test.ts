import { expect, test } from "vitest";
import { planPoints } from "../testing/routing/points-bus.ts";
import { topologyGraph } from "./graph.ts";

const { nodes, edges } = topologyGraph(planPoints({ connections: { "points-us": {} } }));
const from = (id: string, kind: string) =>
  edges.filter((edge) => edge.from === id && edge.kind === kind).map(({ to }) => to);

test("a published message can be followed to the vendor", () => {
  expect(from("source:HTTP", "publishes")).toEqual(["process:ingress"]);
  expect(from("process:ingress", "publishes")).toEqual(["exchange:spindle.messages"]);
  expect(from("exchange:spindle.messages", "binds")).toContain("queue:spindle.route.points-us.earn");
  expect(from("queue:spindle.route.points-us.earn", "consumes")).toEqual(["route:points-us.earn"]);
  expect(from("route:points-us.earn", "calls")).toEqual(["connection:points-us"]);
  expect(from("connection:points-us", "calls")).toEqual([expect.stringMatching(/^vendor:/)]);
});

test("an AMQP publisher's message passes the intake first", () => {
  expect(from("source:AMQP", "publishes")).toEqual(["exchange:spindle.intake"]);
  expect(from("exchange:spindle.intake", "binds")).toEqual(["queue:spindle.intake"]);
  expect(from("queue:spindle.intake", "consumes")).toEqual(["process:ingress"]);
});

test("a retry comes from the scheduler, and what the broker gives up goes to the recorder", () => {
  expect(from("process:scheduler", "publishes")).toContain("exchange:spindle.retry");
  expect(from("exchange:spindle.retry", "binds")).toContain("queue:spindle.route.points-us.earn.retry");
  expect(from("queue:spindle.route.points-us.earn", "deadLetters")).toEqual(["exchange:spindle.dead"]);
  expect(from("queue:spindle.route.points-us.earn.dead", "consumes")).toEqual(["process:recorder"]);
});

test("a binding says what it lets through", () => {
  const bound = edges.find(({ kind, to }) => kind === "binds" && to === "queue:spindle.route.points-us.earn");
  expect(bound?.keys).toEqual(["order.completed.v1"]);
});

test("every edge joins two nodes, and every node is there once", () => {
  const ids = nodes.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(edges.flatMap((edge) => [edge.from, edge.to]).filter((id) => !ids.includes(id))).toEqual([]);
});
