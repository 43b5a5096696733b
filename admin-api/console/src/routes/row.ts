import type { Answer } from "../api/queries.ts";

/** A route as the admin API tells it. */
export type Route = Answer<"/api/v1/routes">["data"][number];
export type Queue = Answer<"/api/v1/queues">["data"][number];
type Connection = Answer<"/api/v1/connections">["data"][number];
type Done = Answer<"/api/v1/statistics">["routes"][number];

/** A route with all that is known of how it is doing. What could not be asked is undefined. */
export type Row = {
  readonly route: Route;
  readonly connection: Connection | undefined;
  /** Its work queue, or that of its strict group, which other routes may share. */
  readonly work: Queue | undefined;
  readonly retry: Queue | undefined;
  /** What the last hour's attempts made of it. */
  readonly done: Done | undefined;
};

/** What is wrong with a route, as a badge says it. */
export type Warning = { readonly tone: "bad" | "wait" | "none"; readonly words: string };

type Known = {
  readonly routes: readonly Route[];
  readonly queues: readonly Queue[] | undefined;
  readonly connections: readonly Connection[] | undefined;
  readonly done: readonly Done[] | undefined;
};

/** Routes with their queues, connections and numbers. */
export const rowsOf = ({ routes, queues, connections, done }: Known): readonly Row[] =>
  routes.map((route) => ({
    route,
    connection: connections?.find(({ id }) => id === route.connection),
    work: queues?.find((queue) => isWorkOf(route, queue)),
    retry: queues?.find(({ kind, route: of }) => kind === "retry" && of === route.name),
    done: done?.find(({ route: name }) => name === route.name),
  }));

/** Deliveries of a strict group arrive by the queue of the group. */
const isWorkOf = ({ name, lane }: Route, { kind, route, laneGroup }: Queue): boolean =>
  lane ? kind === "lane" && laneGroup === lane.group : kind === "work" && route === name;

/** What is wrong: nothing where all is well. While a circuit is open nobody consumes, which is as it should be. */
export function warningsOf({ route, connection, work }: Row): readonly Warning[] {
  if (!route.configured) return [{ tone: "none", words: "Not configured" }];
  const warnings: Warning[] = [];
  if (route.paused) warnings.push({ tone: "wait", words: `Paused by ${route.paused.by}` });
  const isOpen = connection?.circuit.state === "open";
  if (isOpen) warnings.push({ tone: "bad", words: "Circuit open" });
  else if (connection && connection.closures.length > 0) warnings.push({ tone: "wait", words: "Limited" });
  if (work && !work.exists) warnings.push({ tone: "bad", words: "No queue" });
  else if (work?.consumers === 0 && !isOpen && !route.paused)
    warnings.push({ tone: "bad", words: "No consumers" });
  return warnings;
}

/** Tried again by itself. */
export const retryingOf = ({ counts }: Route): number => counts.waiting + counts.queued;

/** Waits for a person. */
export const stoppedOf = ({ counts }: Route): number => counts.dead + counts.blocked + counts.inDoubt;

/** Nobody has begun them: in its queue, and of a strict route in its line. Undefined while the broker cannot be asked. */
export const readyOf = ({ route, work }: Row): number | undefined => work && work.ready + route.counts.inLine;

/** How the list can be sorted; names keep their place while numbers change. */
export const sorts = ["name", "ready", "dead", "p95"] as const;
export type Sort = (typeof sorts)[number];

/** The rows in this order, the largest first; equal ones by name. */
export function sorted(rows: readonly Row[], sort: Sort): readonly Row[] {
  if (sort === "name") return rows;
  const value = {
    ready: (row: Row) => readyOf(row) ?? -1,
    dead: ({ route }: Row) => stoppedOf(route),
    p95: criticalOf,
  }[sort];
  return rows.toSorted((one, other) => value(other) - value(one));
}

const criticalOf = ({ done }: Row): number => done?.criticalMs?.p95 ?? -1;

/** Whether a row has these words: the name of the route, or the type that it takes. */
export const isFound = ({ route }: Row, words: string): boolean =>
  words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => `${route.name} ${route.on ?? ""}`.toLowerCase().includes(word));
