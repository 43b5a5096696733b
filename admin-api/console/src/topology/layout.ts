import { graphlib, layout } from "@dagrejs/dagre";
import type { Graph, GraphEdge, GraphNode } from "./graph.ts";
import { shortName } from "./traffic.ts";

export const nodeHeight = 40;
const letterWidth = 7.6;

export type PlacedNode = GraphNode & { readonly x: number; readonly y: number; readonly width: number };
export type PlacedEdge = GraphEdge & { readonly id: string; readonly path: string };
export type Placed = {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
};

/** Puts a graph on a plane, from left to right. Nodes are told by their upper left corner. */
export function placed({ nodes, edges }: Graph): Placed {
  const plane = new graphlib.Graph({ multigraph: true });
  plane.setGraph({ rankdir: "LR", nodesep: 10, ranksep: 40, marginx: 8, marginy: 8 });
  plane.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) plane.setNode(node.id, { width: widthOf(node), height: nodeHeight });
  edges.forEach(({ from, to }, index) => plane.setEdge(from, to, {}, String(index)));
  layout(plane);
  const { width = 0, height = 0 } = plane.graph();
  return {
    width,
    height,
    nodes: nodes.map((node) => {
      const { x, y, width: wide } = plane.node(node.id) as Box; // as: layout has placed it
      return { ...node, width: wide, x: x - wide / 2, y: y - nodeHeight / 2 };
    }),
    edges: edges.map((edge, index) => {
      const { points } = plane.edge(edge.from, edge.to, String(index)) as Line; // as: layout has drawn it
      const [from, to] = [plane.node(edge.from), plane.node(edge.to)] as [Box, Box]; // as above
      const path = pathOf([sideOf(from, 1), ...points.slice(1, -1), sideOf(to, -1)]);
      return { ...edge, id: `${edge.kind} ${edge.from} ${edge.to}`, path };
    }),
  };
}

type Point = { readonly x: number; readonly y: number };
type Box = Point & { readonly width: number };
type Line = { readonly points: readonly Point[] };

/** As wide as others of their kind, for what a node says of itself; those that no route passes say no more than their kind. */
const leastWidth: Readonly<Record<GraphNode["kind"], number>> = {
  source: 120,
  process: 84,
  exchange: 100,
  queue: 196,
  route: 196,
  connection: 132,
  vendor: 116,
};

const widthOf = (node: GraphNode): number =>
  Math.max(node.routes.length > 0 ? leastWidth[node.kind] : 84, shortName(node).length * letterWidth + 20);

/** The middle of a node's side, where lines leave it (1) or arrive (-1). */
const sideOf = ({ x, y, width }: Box, side: 1 | -1): Point => ({ x: x + (side * width) / 2, y });

/** A line that leaves and arrives level, by way of the points between. */
function pathOf(points: readonly Point[]): string {
  const [start, ...rest] = points;
  if (!start) return "";
  let path = `M${start.x} ${start.y}`;
  let from = start;
  for (const to of rest) {
    const middle = (from.x + to.x) / 2;
    path += ` C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
    from = to;
  }
  return path;
}
