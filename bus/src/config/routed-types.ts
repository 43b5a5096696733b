import { takenTypes } from "@spindlebus/contracts";
import type { AnyOperation } from "../adapter/index.ts";
import { laneGroup } from "../rabbitmq/names.ts";
import type { RoutedType } from "../rabbitmq/topology.ts";
import type { Route } from "../route.ts";
import type { SpindleConfig } from "./define-config.ts";

/** The routes of a configuration with the types that feed them; for what needs no secrets. */
export function routedTypes(config: SpindleConfig): readonly RoutedType[] {
  return routedOperations(config).map(({ connection, name, operation }) =>
    routedType(connection, name, operation),
  );
}

/** The operation of each route of a configuration; for what needs no secrets. */
export function operationsByRoute(config: SpindleConfig): ReadonlyMap<string, AnyOperation> {
  return new Map(
    routedOperations(config).map(({ connection, name, operation }) => [`${connection}.${name}`, operation]),
  );
}

function routedOperations({ connections }: SpindleConfig) {
  return Object.entries(connections).flatMap(([connection, { adapter, operations }]) => {
    const all: Record<string, AnyOperation> = adapter.operations;
    return Object.entries(all)
      .filter(([name]) => operations?.includes(name) ?? true)
      .map(([name, operation]) => ({ connection, name, operation }));
  });
}

/** The routes of a plan with the types that feed them. */
export const plannedTypes = (routes: readonly Route[]): readonly RoutedType[] =>
  routes.map(({ connection, operationName, operation }) =>
    routedType(connection.id, operationName, operation),
  );

/** What of an operation concerns the broker. */
type Fed = Pick<AnyOperation, "on" | "older" | "lane">;

function routedType(connection: string, name: string, { on, older, lane }: Fed): RoutedType {
  const [, ...olderTypes] = takenTypes(on, older);
  return {
    route: `${connection}.${name}`,
    type: on.type,
    ...(olderTypes.length > 0 && { olderTypes }),
    ...(lane && { laneGroup: laneGroup(connection, lane.group) }),
  };
}
