import { plannedTypes } from "../config/routed-types.ts";
import type { QueueKind } from "../operations/broker.ts";
import { exchanges, intakeQueue, laneGroup } from "../rabbitmq/names.ts";
import { topologyOf, type QueueDeclaration } from "../rabbitmq/topology.ts";
import type { Connection, Route } from "../route.ts";
import { queueRole } from "./queue-roles.ts";

/** Kinds of nodes, as a drawing has them from left to right; processes are where messages change hands. */
export const nodeKinds = ["source", "process", "exchange", "queue", "route", "connection", "vendor"] as const;
export const edgeKinds = ["publishes", "binds", "consumes", "deadLetters", "calls"] as const;

export type GraphNode = {
  /** `<kind>:<name>`. */
  readonly id: string;
  readonly kind: (typeof nodeKinds)[number];
  readonly name: string;
  /** What a queue is for. */
  readonly queue: QueueKind | null;
};
export type GraphEdge = {
  readonly from: string;
  readonly to: string;
  readonly kind: (typeof edgeKinds)[number];
  /** Of a binding: message types, or routes. */
  readonly keys: readonly string[];
};
export type Graph = { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] };

type Planned = {
  readonly routes: readonly Route[];
  readonly connections: ReadonlyMap<string, Pick<Connection, "id" | "adapter" | "settings">>;
};

/** What is declared, as a graph: from those who publish to the vendors that are called. */
export function topologyGraph({ routes, connections }: Planned): Graph {
  const { queues } = topologyOf(plannedTypes(routes));
  const edges = [
    ...edgesOfSources([...connections.values()]),
    ...queues.flatMap(edgesOfBroker),
    ...queues.flatMap((queue) => consumersOf(queue, routes)),
    ...routes.map(({ name, connection }) => edge("calls", `route:${name}`, `connection:${connection.id}`)),
    ...[...connections.values()].map(({ id, settings }) =>
      edge("calls", `connection:${id}`, `vendor:${new URL(settings.baseUrl).host}`),
    ),
  ];
  const ids = new Set(edges.flatMap(({ from, to }) => [from, to]));
  return { nodes: [...ids].map(nodeOf), edges };
}

const edge = (
  kind: GraphEdge["kind"],
  from: string,
  to: string,
  keys: readonly string[] = [],
): GraphEdge => ({ kind, from, to, keys });

function nodeOf(id: string): GraphNode {
  const colon = id.indexOf(":");
  const kind = id.slice(0, colon) as GraphNode["kind"]; // as: every id is made in this file
  const name = id.slice(colon + 1);
  return { id, kind, name, queue: kind === "queue" ? (queueRole(name)?.kind ?? null) : null };
}

function edgesOfSources(connections: readonly Pick<Connection, "id" | "adapter">[]): readonly GraphEdge[] {
  const told = connections.filter(({ adapter }) => Object.keys(adapter.webhooks ?? {}).length > 0);
  return [
    edge("publishes", "source:HTTP", "process:ingress"),
    ...told.map(({ id }) => edge("publishes", `source:webhooks of ${id}`, "process:ingress")),
    edge("publishes", "source:AMQP", `exchange:${exchanges.intake}`),
    edge("publishes", "process:ingress", `exchange:${exchanges.messages}`),
    edge("publishes", "process:scheduler", `exchange:${exchanges.retry}`),
    edge("publishes", "process:scheduler", `exchange:${exchanges.quarantine}`),
  ];
}

/** How a queue gets its messages, and where the broker puts those that it gives up. */
function edgesOfBroker({ name, bindings, arguments: given }: QueueDeclaration): readonly GraphEdge[] {
  const queue = `queue:${name}`;
  const bound = [...Map.groupBy(bindings, ({ exchange }) => exchange)].map(([exchange, own]) =>
    edge(
      "binds",
      `exchange:${exchange}`,
      queue,
      own.map(({ key }) => key),
    ),
  );
  const dead = given["x-dead-letter-exchange"];
  return typeof dead === "string" ? [...bound, edge("deadLetters", queue, `exchange:${dead}`)] : bound;
}

/** Nobody consumes the journal all the time: a backfill or a reconciliation reads it. */
function consumersOf({ name }: QueueDeclaration, routes: readonly Route[]): readonly GraphEdge[] {
  const role = queueRole(name);
  const from = `queue:${name}`;
  if (name === intakeQueue) return [edge("consumes", from, "process:ingress")];
  if (role?.kind === "dead") return [edge("consumes", from, "process:recorder")];
  if (!role || role.kind === "journal") return [];
  return routes
    .filter((route) => role.kind === "quarantine" || isFedBy(route, role))
    .map((route) => edge("consumes", from, `route:${route.name}`));
}

function isFedBy(
  { name, connection, operation: { lane } }: Route,
  role: { readonly route: string | null; readonly laneGroup: string | null },
): boolean {
  return role.laneGroup === null
    ? role.route === name
    : lane !== undefined && laneGroup(connection.id, lane.group) === role.laneGroup;
}
