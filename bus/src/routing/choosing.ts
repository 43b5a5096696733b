import type { Contract, ContractRegistry, Publication } from "@spindlebus/contracts";
import type { RolloutConfig } from "../config/routing-config.ts";
import type { Route } from "../route.ts";
import type { Choice } from "./choice.ts";
import { entitiesOf, entityName } from "./entity.ts";
import { firstText, memberPlaces, placesOf, storePlaces, type Place } from "./places.ts";
import { propose, type Rollout } from "./rollout.ts";

type Choosing = {
  readonly contract: Contract;
  readonly registry: ContractRegistry;
  readonly by: RolloutConfig["by"];
  /** What messages of the roll-out are about. */
  readonly nouns: ReadonlySet<string>;
  /** All routes of the type. */
  readonly routes: readonly Route[];
};

/** What a roll-out has to say of a message of one type, at this store. */
export function choosing(
  rollout: Rollout,
  { contract, registry, by, nouns, routes }: Choosing,
): (message: Publication, storeId: string | undefined) => Choice {
  const entities = entitiesOf(registry, contract, nouns);
  const places = by === "entity" ? [contract.entityKey.split(".")] : unitPlacesOf(by, contract, registry);
  const ofConnection = routesOf(rollout, routes);
  return ({ data }, storeId) => {
    const unit = firstText(data, places);
    const proposal = propose(rollout, unit, storeId);
    const own = entities(data);
    const unitKey =
      unit !== undefined && rollout.keepsUnits && !proposal.named ? entityName(rollout.by, unit) : undefined;
    return {
      rollout: rollout.name,
      keys: unitKey === undefined || own.includes(unitKey) ? own : [...own, unitKey],
      proposal,
      routes: ofConnection,
    };
  };
}

/** Where a contract says what a roll-out shares out. */
export function unitPlacesOf(
  by: RolloutConfig["by"],
  contract: Contract,
  registry: ContractRegistry,
): readonly Place[] {
  if (by === "store") return storePlaces(registry, contract);
  if (by === "member") return memberPlaces(registry, contract);
  if (by === "entity") return [contract.entityKey.split(".")];
  const wanted = new Map(by.map((path, index) => [path, index]));
  const orderOf = (place: Place) => wanted.get(place.join(".")) ?? 0;
  return placesOf(registry, contract, (place) => wanted.has(place.join("."))).toSorted(
    (a, b) => orderOf(a) - orderOf(b),
  );
}

/** By connection of the roll-out, also of those that have no route for the type: what is assigned to them goes nowhere. */
function routesOf({ among, rest }: Rollout, routes: readonly Route[]): Choice["routes"] {
  return new Map(
    [...among.map(({ connection }) => connection), rest].map((id) => [
      id,
      routes.filter(({ connection }) => connection.id === id).map(({ name }) => name),
    ]),
  );
}
