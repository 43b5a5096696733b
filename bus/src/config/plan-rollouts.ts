import { customerErase, engagementConsentSet, nearest } from "@spindlebus/contracts";
import { nobody, type Alternative, type Rollout } from "../routing/rollout.ts";
import { unknownNames, type Serves } from "../routing/serves.ts";
import type { SpindleConfig } from "./define-config.ts";
import type { AlternativeConfig, RolloutConfig } from "./routing-config.ts";

/** Reads the roll-outs; what is wrong with them is added to the faults. */
export function planRollouts(
  config: SpindleConfig,
  serves: ReadonlyMap<string, Serves>,
  faults: string[],
): readonly Rollout[] {
  const taken = new Map<string, string>();
  return Object.entries(config.rollouts ?? {}).map(([name, given]) => {
    faults.push(...faultsOf(name, given, config, taken));
    return {
      name,
      by: unitNounOf(given),
      keepsUnits: (given.keep ?? (given.by === "member" ? "unit" : "entity")) === "unit",
      toAll: new Set([...saidToAll, ...(given.toAll ?? [])]),
      among: given.among.map((each) => alternativeOf(each, serves)),
      rest: given.rest,
      restServes: serves.get(given.rest),
    };
  });
}

/** Who says no says it to everybody, also to a vendor whom a roll-out would not have chosen. */
const saidToAll = [customerErase.type, engagementConsentSet.type];

/** The connections that a roll-out chooses among. */
export const connectionsOf = ({ among, rest }: Rollout): ReadonlySet<string> =>
  new Set([...among.map(({ connection }) => connection), rest]);

function unitNounOf({ by }: RolloutConfig): string {
  return typeof by === "string" ? by : (by[0]?.split(".").at(-1) ?? "unit");
}

function alternativeOf(
  { connection, share, units = [], except = [] }: AlternativeConfig,
  serves: ReadonlyMap<string, Serves>,
): Alternative {
  return {
    connection,
    share: share ?? (units.length > 0 ? 0 : 100),
    units: new Set(units),
    except: new Set(except),
    serves: serves.get(connection),
  };
}

function faultsOf(
  name: string,
  rollout: RolloutConfig,
  { connections, stores }: SpindleConfig,
  taken: Map<string, string>,
): readonly string[] {
  const where = `rollouts.${name}`;
  const { among, rest, by } = rollout;
  const named = among.map(
    ({ connection }, index) => [`${where}.among.${index}.connection`, connection] as const,
  );
  const faults = [...named, ...(rest === nobody ? [] : [[`${where}.rest`, rest] as const])].flatMap(
    ([place, connection]) => {
      const known = connectionFaults(place, connection, connections);
      const other = taken.get(connection);
      taken.set(connection, place);
      if (other === undefined) return known;
      return [...known, `${place}: ${connection} is in ${other} too; a connection is chosen in one place.`];
    },
  );
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(name))
    faults.push(`${where}: a name is lower-case letters, digits and "-", at most 40 characters.`);
  if (by !== "store" || !stores) return faults;
  const ids = new Set(Object.keys(stores));
  return among.reduce(
    (all, { units = [], except = [] }, index) => [
      ...all,
      ...unknownNames(`${where}.among.${index}.units`, units, ids),
      ...unknownNames(`${where}.among.${index}.except`, except, ids),
    ],
    faults,
  );
}

function connectionFaults(
  place: string,
  connection: string,
  connections: SpindleConfig["connections"],
): readonly string[] {
  const known = Object.keys(connections);
  if (connections[connection]?.shadow)
    return [
      `${place}: ${connection} is a shadow, and what is chosen for it would be done by nobody. Take it out of the roll-out, or its "shadow" away.`,
    ];
  if (connection === nobody && known.includes(nobody))
    return [`${place}: a connection of a roll-out cannot be called "${nobody}".`];
  if (known.includes(connection)) return [];
  const [guess] = nearest(connection, known, 1);
  const hint = guess === undefined ? "" : ` Did you mean ${guess}?`;
  return [`${place}: there is no connection "${connection}".${hint} There are ${known.join(", ")}.`];
}
