import { expect, test } from "vitest";
import { around, mainGraph, wholeGraph } from "./graph.ts";

type Declared = Parameters<typeof wholeGraph>[0];

const node = (id: string, queue: Declared["nodes"][number]["queue"] = null) => ({
  id,
  kind: id.split(":")[0] as Declared["nodes"][number]["kind"], // as: the ids below
  name: id.split(":")[1] ?? "",
  queue,
});
const edge = (kind: Declared["edges"][number]["kind"], from: string, to: string) => ({
  kind,
  from,
  to,
  keys: [],
});

const declared: Declared = {
  nodes: [
    node("source:HTTP"),
    node("process:ingress"),
    node("process:recorder"),
    node("exchange:spindle.messages"),
    node("exchange:spindle.dead"),
    node("queue:crm.tell", "work"),
    node("queue:crm.tell.dead", "dead"),
    node("queue:till.ring", "lane"),
    node("route:crm.tell"),
    node("route:till.ring"),
    node("route:till.void"),
    node("connection:crm"),
    node("connection:till"),
    node("vendor:crm.example"),
  ],
  edges: [
    edge("publishes", "source:HTTP", "process:ingress"),
    edge("publishes", "process:ingress", "exchange:spindle.messages"),
    edge("binds", "exchange:spindle.messages", "queue:crm.tell"),
    edge("binds", "exchange:spindle.messages", "queue:till.ring"),
    edge("deadLetters", "queue:crm.tell", "exchange:spindle.dead"),
    edge("binds", "exchange:spindle.dead", "queue:crm.tell.dead"),
    edge("consumes", "queue:crm.tell.dead", "process:recorder"),
    edge("consumes", "queue:crm.tell", "route:crm.tell"),
    edge("consumes", "queue:till.ring", "route:till.ring"),
    edge("consumes", "queue:till.ring", "route:till.void"),
    edge("calls", "route:crm.tell", "connection:crm"),
    edge("calls", "route:till.ring", "connection:till"),
    edge("calls", "route:till.void", "connection:till"),
    edge("calls", "connection:crm", "vendor:crm.example"),
  ],
};

const ways = (graph: ReturnType<typeof mainGraph>) => graph.edges.map(({ from, to }) => `${from} ${to}`);

test("the main way leads from queues to connections, without what is for retries and dead letters", () => {
  expect(ways(mainGraph(declared))).toEqual([
    "source:HTTP process:ingress",
    "process:ingress exchange:spindle.messages",
    "exchange:spindle.messages queue:crm.tell",
    "exchange:spindle.messages queue:till.ring",
    "connection:crm vendor:crm.example",
    "queue:crm.tell connection:crm",
    "queue:till.ring connection:till",
  ]);
});

test("routes that share a queue are one line to their connection, and are measured together", () => {
  const { edges } = mainGraph(declared);
  expect(edges.find(({ to }) => to === "connection:till")?.routes).toEqual(["till.ring", "till.void"]);
});

test("nobody measures what a source sends, or what is dead-lettered", () => {
  const { edges } = wholeGraph(declared);
  const unmeasured = edges.filter(({ routes }) => routes === null).map(({ from }) => from);
  expect(unmeasured).toContain("source:HTTP");
  expect(unmeasured).toContain("exchange:spindle.dead");
});

test("around a part is what leads to it and away from it", () => {
  const found = around(mainGraph(declared), ({ id }) => id === "queue:crm.tell");
  expect(found.nodes.map(({ id }) => id)).toEqual([
    "source:HTTP",
    "process:ingress",
    "exchange:spindle.messages",
    "queue:crm.tell",
    "connection:crm",
    "vendor:crm.example",
  ]);
  expect(around(mainGraph(declared), () => false).nodes).toEqual([]);
});
