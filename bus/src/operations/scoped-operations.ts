import type { BodyStore } from "../bodies/body-store.ts";
import { openDatabase, type Database } from "../postgres/connect.ts";
import type { Route } from "../route.ts";
import type { MasterKeys } from "../sealing/master-keys.ts";
import { openOperations } from "./open-operations.ts";
import type { Operations } from "./operations.ts";

/** Enough for a person's page; there may be many scopes at once. */
const connectionsOfScope = 2;

/** What operators see and do who are limited to some connections. */
export type ScopedOperations = {
  /** Of these connections: the database lets its sessions see nothing else. */
  of(connections: readonly string[]): Operations;
  close(): Promise<void>;
};

type ScopedOptions = {
  readonly url: string;
  readonly name: string;
  readonly masterKeys?: MasterKeys | undefined;
};

/**
 * Operations by scope, each on a small pool of its own, whose idle connections close. Scopes are as few as there are different
 * limits of tokens and people, so none is ever dropped.
 */
export function openScopedOperations(
  { url, name, masterKeys }: ScopedOptions,
  routes: readonly Route[],
  store?: BodyStore,
): ScopedOperations {
  const scopes = new Map<string, { readonly database: Database; readonly operations: Operations }>();
  const open = (scope: readonly string[]) => {
    const database = openDatabase({ url, name: `${name} scoped`, connections: connectionsOfScope, scope });
    return { database, operations: openOperations(database, routes, store, masterKeys) };
  };
  return {
    of(connections) {
      const key = connections.join(",");
      const scope = scopes.get(key) ?? open(connections);
      scopes.set(key, scope);
      return scope.operations;
    },
    async close() {
      await Promise.all([...scopes.values()].map(({ database }) => database.close()));
    },
  };
}
