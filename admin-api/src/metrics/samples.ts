import type { Labels, Sample } from "./family.ts";

export const connectionOf = (route: string): string => route.split(".")[0] ?? route;

export const ofRoute = (route: string) => ({ route, connection: connectionOf(route) });

/** What was found, and a zero for everything expected of which nothing was. Figures of the same are added up. */
export function withZeros(expected: readonly Labels[], found: readonly Sample[]): readonly Sample[] {
  const byLabels = new Map<string, Sample>();
  for (const { labels, value } of [...expected.map((each) => ({ labels: each, value: 0 })), ...found]) {
    const key = JSON.stringify(labels, Object.keys(labels).toSorted());
    byLabels.set(key, { labels, value: value + (byLabels.get(key)?.value ?? 0) });
  }
  return [...byLabels.values()];
}

type ByState = readonly { readonly state: string; readonly count: number }[];

export const byState = (states: readonly string[], found: ByState): readonly Sample[] =>
  withZeros(
    states.map((state) => ({ state })),
    found.map(({ state, count }) => ({ labels: { state }, value: count })),
  );

/** One figure of each connection. */
export const byConnection = <Of extends { readonly connection: string }>(
  connections: readonly string[],
  found: readonly Of[],
  valueOf: (of: Of) => number,
): readonly Sample[] =>
  withZeros(
    connections.map((connection) => ({ connection })),
    found.map((of) => ({ labels: { connection: of.connection }, value: valueOf(of) })),
  );
