import type { Serves } from "./serves.ts";
import { standOf } from "./share.ts";

/** What stands in place of a connection where nobody is to get the message. */
export const nobody = "nobody";

/** One of the connections that a roll-out chooses among. */
export type Alternative = {
  readonly connection: string;
  /** Per cent of the units that come to it. */
  readonly share: number;
  readonly units: ReadonlySet<string>;
  readonly except: ReadonlySet<string>;
  readonly serves: Serves | undefined;
};

/** Connections of which each message is for one, and each entity's messages for the same one. */
export type Rollout = {
  readonly name: string;
  /** What is shared out, in one word: "store". */
  readonly by: string;
  /** Whether a unit keeps the connection that was first chosen for it, besides the entities. */
  readonly keepsUnits: boolean;
  /** Message types that it has no say in. */
  readonly toAll: ReadonlySet<string>;
  readonly among: readonly Alternative[];
  readonly rest: string;
  readonly restServes: Serves | undefined;
};

/** What would be chosen for an entity that nothing was chosen for yet, and why, in words for operators. */
export type Proposal = {
  /** A connection, {@link nobody}, or undefined where none of them serves the store. */
  readonly connection: string | undefined;
  readonly because: string;
  /** The unit was named, whatever was chosen for it before. */
  readonly named: boolean;
};

/** Chooses by the configuration alone: the first alternative that takes the unit. Pure. */
export function propose(
  { name, by, among, rest, restServes }: Rollout,
  unit: string | undefined,
  storeId: string | undefined,
): Proposal {
  const who = unit === undefined ? `no ${by} is said` : `${by} ${unit}`;
  for (const alternative of among) {
    const why = taking(name, alternative, unit, storeId);
    if (why !== undefined)
      return { connection: alternative.connection, because: `${who}: ${why}`, named: why === byName };
  }
  if (restServes && !restServes(storeId))
    return { connection: undefined, because: `${who}: not served`, named: false };
  return { connection: rest, because: `${who}: the rest`, named: false };
}

const byName = "named";

/** Why an alternative takes a unit; undefined where it does not. */
function taking(
  rollout: string,
  { connection, share, units, except, serves }: Alternative,
  unit: string | undefined,
  storeId: string | undefined,
): string | undefined {
  if (serves && !serves(storeId)) return undefined;
  if (unit === undefined) {
    // What may be anybody's is for whoever takes all, or for the rest.
    return share === 100 && except.size === 0 && !serves ? "100 %" : undefined;
  }
  if (except.has(unit)) return undefined;
  if (units.has(unit)) return byName;
  // The salt has the connection's name, so that two shares of one roll-out are not the same units.
  return share > 0 && standOf(`${rollout}\0${connection}`, unit) < share ? `within ${share} %` : undefined;
}
