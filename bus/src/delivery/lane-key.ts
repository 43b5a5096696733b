import type { AnyOperation } from "../adapter/index.ts";
import type { Route } from "../route.ts";
import { guarded, type Guarded } from "./guarded.ts";
import { uncheckedData } from "./json-of.ts";
import type { Token } from "./token.ts";

/** Longer ones would not fit into an index. */
const longestKey = 500;

/** What the delivery must stay in order with, or why the adapter cannot tell; undefined where its operation has no lane. */
export function laneKeyOf({ lane }: AnyOperation, data: unknown): Guarded<string> | undefined {
  if (!lane) return undefined;
  return guarded("lane.key", () => {
    const key: unknown = lane.key(data);
    if (typeof key !== "string" || key === "") throw new Error("it gave no key");
    if (key.length > longestKey) throw new Error(`its key is longer than ${longestKey} characters`);
    return key;
  });
}

/**
 * The key of a token's lane. One whose data has none stands in a lane of its own, where its attempt says what is wrong
 * with it, and holds up nobody.
 */
export function laneOf(token: Token, { operation }: Pick<Route, "operation">): string {
  const { id } = token.envelope;
  let data: unknown;
  try {
    data = uncheckedData(token, operation);
  } catch {
    return id;
  }
  const key = laneKeyOf(operation, data);
  return key?.ok ? key.value : id;
}
