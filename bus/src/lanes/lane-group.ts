import { laneGroup } from "../rabbitmq/names.ts";
import type { Route } from "../route.ts";

/** Routes of one connection whose deliveries keep order together. */
export type LaneGroup = {
  /** `<connection>.<group>` */
  readonly name: string;
  readonly routes: readonly Route[];
  /** Deliveries that one lane may hold. */
  readonly cap: number;
};

const defaultCap = 10_000;

/** The lane groups of these routes. */
export function laneGroupsOf(routes: readonly Route[]): readonly LaneGroup[] {
  const laned = routes.flatMap((route) => {
    const { lane } = route.operation;
    return lane
      ? [{ route, name: laneGroup(route.connection.id, lane.group), cap: lane.cap ?? defaultCap }]
      : [];
  });
  return [...Map.groupBy(laned, ({ name }) => name)].map(([name, members]) => ({
    name,
    routes: members.map(({ route }) => route),
    cap: Math.min(...members.map(({ cap }) => cap)),
  }));
}

/** The names of the routes that keep a strict order. */
export const lanedRoutes = (routes: readonly Route[]): ReadonlySet<string> =>
  new Set(routes.filter(({ operation }) => operation.lane).map(({ name }) => name));
