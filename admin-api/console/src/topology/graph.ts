import type { Answer } from "../api/queries.ts";

type Topology = Answer<"/api/v1/topology">;
type Declared = Pick<Topology, "nodes" | "edges">;
type Edge = Topology["edges"][number];

/** A node as it is drawn, and the routes whose messages pass it: the word is told by how they do. */
export type GraphNode = Topology["nodes"][number] & { readonly routes: readonly string[] };
export type GraphEdge = Pick<Edge, "from" | "to" | "kind" | "keys"> & {
  /** Those whose attempts tell how much goes this way; null where nothing does. */
  readonly routes: readonly string[] | null;
};
export type Graph = { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] };

/** All that is declared, each part with the routes that pass it. */
export function wholeGraph({ nodes, edges }: Declared): Graph {
  const routes = routesOfNodes(edges);
  const of = (id: string) => routes.get(id) ?? [];
  return {
    nodes: nodes.map((node) => ({ ...node, routes: of(node.id) })),
    edges: edges.map((edge) => ({ ...edge, routes: measuredOf(edge, of) })),
  };
}

/** The way of a message from its source to the vendor. Routes are not drawn: each would repeat the name of its queue. */
export function mainGraph({ nodes, edges }: Declared): Graph {
  const whole = wholeGraph({ nodes, edges: [...edges, ...shortcuts(edges)] });
  const kept = new Set(nodes.filter(isOnTheWay).map(({ id }) => id));
  const shown = whole.edges.filter(
    ({ from, to, kind }) => kept.has(from) && kept.has(to) && kind !== "deadLetters",
  );
  const joined = new Set(shown.flatMap(({ from, to }) => [from, to]));
  return { nodes: whole.nodes.filter(({ id }) => joined.has(id)), edges: shown };
}

const isOnTheWay = ({ kind, queue, id }: Declared["nodes"][number]): boolean => {
  if (kind === "route") return false;
  if (kind === "queue") return queue === "work" || queue === "lane" || queue === "intake";
  if (kind === "process") return id === "process:ingress";
  return true;
};

/** From each queue to the connection whose routes consume it. */
function shortcuts(edges: readonly Edge[]): readonly Edge[] {
  const connectionOf = new Map(edges.filter(isCallOfRoute).map(({ from, to }) => [from, to]));
  const pairs = edges.flatMap((edge) => {
    const to = connectionOf.get(edge.to);
    return edge.kind === "consumes" && to !== undefined ? [[edge.from, to, nameOf(edge.to)] as const] : [];
  });
  return [...Map.groupBy(pairs, ([from, to]) => `${from} ${to}`).values()].map((same) => ({
    from: same[0]?.[0] ?? "",
    to: same[0]?.[1] ?? "",
    kind: "consumes",
    keys: same.map(([, , route]) => route),
  }));
}

const isCallOfRoute = ({ kind, from }: Edge): boolean => kind === "calls" && from.startsWith("route:");
const nameOf = (id: string): string => id.slice(id.indexOf(":") + 1);

/** Of a queue its consumers, of a connection its routes, of a vendor those of its connections. */
function routesOfNodes(edges: readonly Edge[]): ReadonlyMap<string, readonly string[]> {
  const routes = new Map<string, string[]>();
  const add = (id: string, names: readonly string[]) =>
    routes.set(id, [...new Set([...(routes.get(id) ?? []), ...names])]);
  for (const { kind, from, to } of edges) {
    if (kind === "consumes" && to.startsWith("route:")) add(from, [nameOf(to)]);
    if (kind === "consumes" && to.startsWith("route:")) add(to, [nameOf(to)]);
    if (isCallOfRoute({ kind, from, to, keys: [] })) add(to, [nameOf(from)]);
  }
  for (const { kind, from, to } of edges)
    if (kind === "calls" && from.startsWith("connection:")) add(to, routes.get(from) ?? []);
  return routes;
}

const measuredExchange = "exchange:spindle.messages";

/** Attempts tell how much comes by the work queues and goes to the vendors; retries and dead letters they do not. */
function measuredOf(
  { kind, from, to }: Edge,
  of: (id: string) => readonly string[],
): readonly string[] | null {
  if (kind === "binds" && from === measuredExchange) return of(to).length > 0 ? of(to) : null;
  if (kind === "calls") return of(from);
  if (kind === "consumes" && to.startsWith("connection:")) return of(from);
  return null;
}

/** The nodes that hold, and all that leads to them or away from them. */
export function around({ nodes, edges }: Graph, holds: (node: GraphNode) => boolean): Graph {
  const chosen = nodes.filter(holds).map(({ id }) => id);
  const kept = new Set([
    ...reached(
      chosen,
      Map.groupBy(edges, ({ from }) => from),
      "to",
    ),
    ...reached(
      chosen,
      Map.groupBy(edges, ({ to }) => to),
      "from",
    ),
  ]);
  return {
    nodes: nodes.filter(({ id }) => kept.has(id)),
    edges: edges.filter(({ from, to }) => kept.has(from) && kept.has(to)),
  };
}

function reached(
  start: readonly string[],
  edges: ReadonlyMap<string, readonly GraphEdge[]>,
  end: "from" | "to",
): ReadonlySet<string> {
  const found = new Set(start);
  for (const id of found) for (const edge of edges.get(id) ?? []) found.add(edge[end]);
  return found;
}
