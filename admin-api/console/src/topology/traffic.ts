import { countOf } from "../parts/words.ts";
import { stoppedOf, warningsOf, type Row } from "../routes/row.ts";
import type { GraphEdge, GraphNode } from "./graph.ts";

/** What a part of the topology carries, and whether it fails. */
export type Traffic = {
  /** Attempts of the last hour; null where nothing counts them. */
  readonly tries: number | null;
  /** Whether something failed in the last hour, or cannot go on. */
  readonly isFailing: boolean;
};

/** Sums up how routes do, for whatever they pass. */
export function trafficOf(rows: readonly Row[]): (routes: readonly string[] | null) => Traffic {
  const byName = new Map(rows.map((row) => [row.route.name, row]));
  return (routes) => {
    if (routes === null || routes.length === 0) return { tries: null, isFailing: false };
    const own = routes.flatMap((name) => byName.get(name) ?? []);
    return {
      tries: own.reduce((sum, { done }) => sum + triesOf(done), 0),
      isFailing: own.some(fails),
    };
  };
}

const triesOf = (done: Row["done"]): number => (done ? done.settled + done.failed + done.retried : 0);

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

/** Of a queue what waits in it, or for a person after it. */
function countsOf(own: readonly Row[]): readonly string[] {
  const ready = own[0]?.work?.ready ?? 0;
  const stopped = own.reduce((sum, { route }) => sum + stoppedOf(route), 0);
  return [ready > 0 && `${countOf(ready)} ready`, stopped > 0 && `${countOf(stopped)} stopped`].filter(
    (words) => typeof words === "string",
  );
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
export const widthOf = (tries: number | null, most: number): number =>
  tries === null || tries === 0 || most === 0 ? 1 : 1 + 7 * Math.sqrt(tries / most);

/** What an edge lets through, in words. */
export function edgeWords({ kind, keys }: Pick<GraphEdge, "kind" | "keys">): string {
  const named = keys.filter((key) => key !== "");
  if (kind === "binds") return named.includes("#") ? "everything" : named.join(", ");
  return kind === "deadLetters" ? "what the broker gives up" : "";
}
