import type { Route } from "../route.ts";
import { uncheckedData } from "./json-of.ts";
import type { Token } from "./token.ts";

/**
 * The account or store whose limit a token counts against; undefined where its operation has no such key, or the data is
 * not such that one can be told: then the attempt will say what is wrong with it.
 */
export function limiterKeyOf(token: Token, { operation, connection }: Route): string | undefined {
  if (!operation.limiterKey) return undefined;
  try {
    const key: unknown = operation.limiterKey(uncheckedData(token, operation), {
      settings: connection.settings,
    });
    return typeof key === "string" && key !== "" ? key : undefined;
  } catch {
    return undefined;
  }
}
