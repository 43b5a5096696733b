import { List, type Column } from "../parts/list.tsx";
import { Badge } from "../parts/state.tsx";
import { rateOf } from "../parts/words.ts";
import type { Row } from "../routes/row.ts";
import type { Graph, GraphEdge, GraphNode } from "./graph.ts";
import { PartLink } from "./part-link.tsx";
import { edgeWords, noteOf, shortName, trafficOf, type Traffic } from "./traffic.ts";

type Line = GraphEdge & Traffic & { readonly start: End; readonly end: End };
type End = { readonly node: GraphNode | undefined; readonly note: string };

const columns: readonly Column<Line>[] = [
  { name: "from", words: "From", cell: ({ start }) => <Part {...start} /> },
  {
    name: "to",
    words: "To",
    cell: ({ end }) => (
      <>
        <span aria-hidden="true">→ </span>
        <Part {...end} />
      </>
    ),
  },
  {
    name: "what",
    words: "What goes there",
    cell: (line) => <span className="mono">{edgeWords(line)}</span>,
    isWide: true,
    isMinor: true,
  },
  {
    name: "rate",
    words: "In a minute",
    cell: ({ perMinute }) => (perMinute === null ? <span className="faint">–</span> : rateOf(perMinute)),
    isNumber: true,
  },
  { name: "state", words: "State", cell: ({ isFailing }) => isFailing && <Badge tone="bad">Failing</Badge> },
];

/** The topology as a table: each way that messages go. */
export function EdgeTable({ graph, rows }: { readonly graph: Graph; readonly rows: readonly Row[] }) {
  const traffic = trafficOf(rows);
  const endAt = (id: string): End => {
    const node = graph.nodes.find((each) => each.id === id);
    return { node, note: node ? noteOf(node, rows) : "" };
  };
  return (
    <List
      label="Topology"
      rows={graph.edges.map((edge) => ({
        ...edge,
        ...traffic(edge),
        start: endAt(edge.from),
        end: endAt(edge.to),
      }))}
      columns={columns}
      idOf={({ kind, from, to }) => `${kind} ${from} ${to}`}
    />
  );
}

function Part({ node, note }: End) {
  if (!node) return null;
  return (
    <>
      <PartLink of={node}>{shortName(node)}</PartLink> <span className="faint">{note}</span>
    </>
  );
}
