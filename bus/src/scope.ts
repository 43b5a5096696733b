import { matchesAny } from "./matches-any.ts";
import type { Principal } from "./principal.ts";
import type { Connection } from "./route.ts";

type Limits = Pick<Principal, "connections" | "brands">;
type Configured = ReadonlyMap<string, Pick<Connection, "brand" | "serves">>;

/**
 * The connections that somebody is limited to, of those that are configured now; undefined where nothing limits them. Where both
 * connections and brands do, both must hold. A connection that belongs to another brand too, or to none, is in no brand's scope.
 */
export function scopeOf(
  { connections = null, brands = null }: Limits,
  configured: Configured,
): readonly string[] | undefined {
  if (connections === null && brands === null) return undefined;
  const seen = [...configured]
    .filter(([id, connection]) => matchesAny(connections, id) && isOfBrands(brands, connection))
    .map(([id]) => id);
  // What is written out may be gone from the configuration, and its failures not; or be the way in, which nothing else means.
  const writtenOut = (brands === null && connections?.filter((name) => !name.endsWith("*"))) || [];
  return [...new Set([...seen, ...writtenOut])].toSorted();
}

function isOfBrands(
  brands: readonly string[] | null,
  { brand, serves }: Pick<Connection, "brand" | "serves">,
) {
  if (brands === null) return true;
  const its = brand === undefined ? (serves?.brands ?? []) : [brand];
  return its.length > 0 && its.every((each) => matchesAny(brands, each));
}
