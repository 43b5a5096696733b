import type { Sql } from "postgres";
import { openBodies, type Bodies } from "../../bodies/bodies.ts";
import type { BodyStore } from "../../bodies/body-store.ts";
import { postgresBodyCatalogue } from "./body-catalogue.ts";
import { postgresBodyStore } from "./postgres-body-store.ts";

/** Where large bodies are: new ones in the configured store, or in the database. */
export const bodyStoresOf = (sql: Sql, configured?: BodyStore): readonly [BodyStore, ...BodyStore[]] => {
  const own = postgresBodyStore(sql);
  return configured ? [configured, own] : [own];
};

/** The bytes of large messages, and the catalogue of them in the database. */
export const postgresBodies = (sql: Sql, configured?: BodyStore): Bodies =>
  openBodies({ catalogue: postgresBodyCatalogue(sql), stores: bodyStoresOf(sql, configured) });
