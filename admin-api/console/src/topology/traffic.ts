import { countOf, rateOf } from "../parts/words.ts";
import { stoppedOf, warningsOf, type Row } from "../routes/row.ts";
import type { GraphEdge, GraphNode } from "./graph.ts";

/** What a part of the topology carries, and whether it fails. */
export type Traffic = {
  /** In the last minutes, to a queue what came and to a vendor what was tried; null where nothing counts it. */
  readonly perMinute: number | null;
  /** Whether something failed in the last hour, or cannot go on. */
  readonly isFailing: boolean;
};

/** What an edge, or a node, says of which routes pass it. */
type Passed = Pick<GraphEdge, "routes"> & { readonly kind?: GraphEdge["kind"] | GraphNode["kind"] };

/** Sums up how routes do, for whatever they pass. */
export function trafficOf(rows: readonly Row[]): (passed: Passed) => Traffic {
  const byName = new Map(rows.map((row) => [row.route.name, row]));
  return ({ kind, routes }) => {
    if (routes === null || routes.length === 0) return { perMinute: null, isFailing: false };
    const own = routes.flatMap((name) => byName.get(name) ?? []);
    const rate = kind === "binds" ? "accepted" : "attempts";
    return {
      perMinute: own.reduce((sum, { done }) => sum + (done?.perMinute[rate] ?? 0), 0),
      isFailing: own.some(fails),
    };
  };
}

const fails = (row: Row): boolean =>
  (row.done?.failed ?? 0) > 0 || warningsOf(row).some(({ tone }) => tone === "bad");

/** What a node says of itself besides its name. */
export function noteOf(node: GraphNode, rows: readonly Row[]): string {
  const own = rows.filter(({ route }) => node.routes.includes(route.name));
  const isOpen =
    node.kind === "connection" && own.some(({ connection }) => connection?.circuit.state === "open");
  const counts = node.queue === "work" || node.queue === "lane" ? countsOf(own) : [];
  return isOpen ? "circuit open" : [kindWords(node), ...counts].join(", ");
}

/** Of a queue what waits in it, or of a strict one in line after it; and what waits for a person. */
function countsOf(own: readonly Row[]): readonly string[] {
  const sumOf = (count: (route: Row["route"]) => number) =>
    own.reduce((sum, { route }) => sum + count(route), 0);
  const counts = [
    [(own[0]?.work?.ready ?? 0) + sumOf(({ counts: { inLine } }) => inLine), "ready"],
    [sumOf(stoppedOf), "stopped"],
  ] as const;
  return counts.flatMap(([count, words]) => (count > 0 ? `${countOf(count)} ${words}` : []));
}

const queues = {
  work: "queue",
  retry: "retry queue",
  lane: "strict queue",
  dead: "dead letters",
  intake: "queue",
  journal: "stream",
  quarantine: "quarantine",
} as const;

const kindWords = ({ kind, queue }: GraphNode): string => (queue === null ? kind : queues[queue]);

/** A queue's name without what all have in common. */
export const shortName = ({ kind, name }: Pick<GraphNode, "kind" | "name">): string =>
  kind === "queue" ? name.replace(/^spindle\.(route|lane)\./, "") : name;

/** How wide a line is that carries so much, where the busiest carries `most`: the square root, so that the quiet ones stay in sight. */
export const widthOf = (perMinute: number | null, most: number): number =>
  perMinute === null || perMinute === 0 || most === 0 ? 1 : 1 + 7 * Math.sqrt(perMinute / most);

/** How much goes along an edge, in words. */
export const rateWords = ({ perMinute }: Pick<Traffic, "perMinute">): string =>
  perMinute === null ? "" : `${rateOf(perMinute)} a minute`;

/** What an edge lets through, in words. */
export function edgeWords({ kind, keys }: Pick<GraphEdge, "kind" | "keys">): string {
  const named = keys.filter((key) => key !== "");
  if (kind === "binds") return named.includes("#") ? "everything" : named.join(", ");
  return kind === "deadLetters" ? "what the broker gives up" : "";
}
