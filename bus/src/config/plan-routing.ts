import { takenTypes, type Contract, type ContractRegistry } from "@spindlebus/contracts";
import type { Route } from "../route.ts";
import type { Rollout } from "../routing/rollout.ts";
import type { Routing } from "../routing/choice.ts";
import { nounOf } from "../routing/entity.ts";
import { routeOne, type TypeRoutes } from "../routing/route-one.ts";
import { storePlaces } from "../routing/places.ts";
import { servesOf, type Serves } from "../routing/serves.ts";
import { choosing, unitPlacesOf } from "../routing/choosing.ts";
import type { SpindleConfig } from "./define-config.ts";
import { connectionsOf, planRollouts } from "./plan-rollouts.ts";
import type { RolloutConfig } from "./routing-config.ts";

/** Where messages go, and by which roll-outs that is chosen. */
export type RoutingPlan = {
  readonly routing: Routing;
  readonly rollouts: readonly Rollout[];
};

/** Reads filters and roll-outs of a configuration; what is wrong with them is added to the faults. */
export function planRouting(
  config: SpindleConfig,
  routes: readonly Route[],
  registry: ContractRegistry,
  faults: string[],
): RoutingPlan {
  const byType = routesByType(routes);
  const serves = planServes(config, routes, registry, faults);
  const rollouts = planRollouts(config, serves, faults);
  for (const rollout of rollouts) {
    const given = config.rollouts?.[rollout.name];
    faults.push(
      ...unitFaults(rollout, given, routes, registry),
      ...toAllFaults(rollout.name, given, registry),
    );
  }
  const ofType = new Map(
    [...byType].map(([type, own]) => [
      type,
      typeRoutes(type, own, { routes, registry, serves, rollouts, config }),
    ]),
  );
  return { routing: (message) => routeOne(ofType.get(message.type), message), rollouts };
}

/** The routes that take each type, older versions too. */
export function routesByType(routes: readonly Route[]): ReadonlyMap<string, readonly Route[]> {
  const pairs = routes.flatMap((route) =>
    takenTypes(route.operation.on, route.operation.older).map((type) => ({ type, route })),
  );
  const grouped = Map.groupBy(pairs, ({ type }) => type);
  return new Map([...grouped].map(([type, all]) => [type, all.map(({ route }) => route)]));
}

type Planning = {
  readonly routes: readonly Route[];
  readonly registry: ContractRegistry;
  readonly serves: ReadonlyMap<string, Serves>;
  readonly rollouts: readonly Rollout[];
  readonly config: SpindleConfig;
};

function typeRoutes(type: string, own: readonly Route[], planning: Planning): TypeRoutes {
  const { registry, serves, rollouts, config, routes } = planning;
  const contract = registry.get(type);
  const chosen = rollouts.filter(
    (rollout) =>
      !rollout.toAll.has(type) && own.some(({ connection }) => connectionsOf(rollout).has(connection.id)),
  );
  const others = own.filter(
    ({ connection }) => !chosen.some((each) => connectionsOf(each).has(connection.id)),
  );
  const filtered = others.some(({ connection }) => serves.has(connection.id));
  return {
    always: others.map(({ name, connection }) => ({ name, serves: serves.get(connection.id) })),
    stores: contract && (filtered || chosen.length > 0) ? storePlaces(registry, contract) : [],
    choosing: contract
      ? chosen.map((rollout) =>
          choosing(rollout, {
            contract,
            registry,
            by: config.rollouts?.[rollout.name]?.by ?? "entity",
            nouns: nounsOf(rollout, routes, registry),
            routes: own,
          }),
        )
      : [],
    shadows: own.filter(({ connection }) => connection.shadow).map(({ name }) => name),
  };
}

/** What the messages of a roll-out are about; where one names another's entity, it follows it. */
const nounsOf = (
  rollout: Rollout,
  routes: readonly Route[],
  registry: ContractRegistry,
): ReadonlySet<string> => new Set(contractsOf(connectionsOf(rollout), routes, registry).map(nounOf));

function contractsOf(
  connections: ReadonlySet<string>,
  routes: readonly Route[],
  registry: ContractRegistry,
): readonly Contract[] {
  return routes
    .filter(({ connection }) => connections.has(connection.id))
    .map(({ operation: { on } }) => registry.get(on.type) ?? on);
}

function planServes(
  { connections, stores }: SpindleConfig,
  routes: readonly Route[],
  registry: ContractRegistry,
  faults: string[],
): ReadonlyMap<string, Serves> {
  return new Map(
    Object.entries(connections).flatMap(([id, given]) => {
      const where = `connections.${id}.serves`;
      const serves = servesOf(where, given.serves, stores, faults);
      if (!serves) return [];
      const contracts = contractsOf(new Set([id]), routes, registry);
      if (contracts.length > 0 && contracts.every((each) => storePlaces(registry, each).length === 0))
        faults.push(`${where}: ${typesOf(contracts)} name no store, so that nothing would be filtered.`);
      return [[id, serves] as const];
    }),
  );
}

/** A roll-out by something that no message says is one in which the rest takes all. */
function unitFaults(
  rollout: Rollout,
  given: RolloutConfig | undefined,
  routes: readonly Route[],
  registry: ContractRegistry,
): readonly string[] {
  const contracts = contractsOf(connectionsOf(rollout), routes, registry);
  if (!given || given.by === "entity" || contracts.length === 0) return [];
  const { by } = given;
  if (contracts.some((each) => unitPlacesOf(by, each, registry).length > 0)) return [];
  const what = typeof by === "string" ? `no ${by}` : `nothing at ${by.join(" or ")}`;
  return [`rollouts.${rollout.name}.by: ${typesOf(contracts)} say ${what}.`];
}

function toAllFaults(
  name: string,
  given: RolloutConfig | undefined,
  registry: ContractRegistry,
): readonly string[] {
  return (given?.toAll ?? [])
    .filter((type) => !registry.get(type))
    .map((type) => {
      const similar = registry.nearest(type).join(" or ");
      return `rollouts.${name}.toAll: no contract has the type "${type}".${similar && ` Did you mean ${similar}?`}`;
    });
}

const typesOf = (contracts: readonly Contract[]): string =>
  [...new Set(contracts.map(({ type }) => type))].join(", ");
