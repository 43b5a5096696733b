import {
  attentionKinds,
  type Attention,
  type GovernorReport,
  type Pause,
  type StatisticsView,
} from "@spindlebus/bus/engine";
import type { AdminPorts } from "../ports.ts";

type Plan = AdminPorts["plan"];
type Governors = ReadonlyMap<string, GovernorReport>;

/** What a person should look at first comes first; of the same kind, what stands for the longest time. */
export function inOrder(attention: readonly Attention[]): readonly Attention[] {
  const place = ({ kind }: Attention) => attentionKinds.indexOf(kind);
  return attention.toSorted(
    (one, other) => place(one) - place(other) || Date.parse(one.since) - Date.parse(other.since),
  );
}

/** Connections whose vendor does not answer. */
export const openCircuits = ({ connections }: Plan, governors: Governors): readonly Attention[] =>
  [...connections.keys()].flatMap((connection) => {
    const outage = outageOf(governors.get(connection));
    if (!outage) return [];
    return {
      kind: "circuitOpen" as const,
      subject: connection,
      since: outage.since,
      words: "The vendor does not answer; its deliveries wait.",
      ids: { connection },
    };
  });

const outageOf = (governor: GovernorReport | undefined) =>
  governor?.circuit === "open"
    ? governor.closures.find(({ key, cause }) => key === null && cause === "outage")
    : undefined;

/** What people have paused, and may have forgotten. */
export const pausedParts = (pauses: ReadonlyMap<string, Pause>): readonly Attention[] =>
  [...pauses].map(([name, { by, since, reason }]) => {
    const connection = name.split(".")[0] ?? name;
    return {
      kind: "paused" as const,
      subject: name,
      since,
      words: `Paused by ${by}: ${reason}`,
      ids: { connection, ...(name !== connection && { route: name }) },
    };
  });

/** Each connection in one line: how it stands, and how it did in the last hour. */
export function stripOf(
  { connections }: Plan,
  { governors, pauses }: { readonly governors: Governors; readonly pauses: ReadonlyMap<string, Pause> },
  { connections: done }: StatisticsView,
) {
  return [...connections.values()].map(({ id, adapter, shadow = false }) => {
    const performance = done.find(({ connection }) => connection === id);
    return {
      id,
      adapter: adapter.name,
      state: pauses.has(id) ? ("paused" as const) : stateOf(governors.get(id), shadow),
      successShare: performance?.successShare ?? null,
      p95Ms: performance?.durationMs?.p95 ?? null,
      sparkline: performance?.sparkline ?? [],
    };
  });
}

/** How a connection can stand: where it is paused or a shadow nothing is sent, whatever else holds. */
export const connectionStates = ["ready", "limited", "circuitOpen", "shadow", "paused"] as const;

function stateOf(governor: GovernorReport | undefined, shadow: boolean): (typeof connectionStates)[number] {
  if (shadow) return "shadow";
  if (governor?.circuit === "open") return "circuitOpen";
  return governor && governor.closures.length > 0 ? "limited" : "ready";
}
