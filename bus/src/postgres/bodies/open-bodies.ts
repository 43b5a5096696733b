import type { Sql } from "postgres";
import { openBodies, type Bodies } from "../../bodies/bodies.ts";
import type { BodyStore } from "../../bodies/body-store.ts";
import { openKeyRing } from "../../sealing/key-ring.ts";
import type { MasterKeys } from "../../sealing/master-keys.ts";
import { openSeals } from "../../sealing/seals.ts";
import { postgresKeyStore } from "../keys/key-store.ts";
import { postgresBodyCatalogue } from "./body-catalogue.ts";
import { postgresBodyStore } from "./postgres-body-store.ts";

/** Where large bodies are: new ones in the configured store, or in the database. */
export const bodyStoresOf = (sql: Sql, configured?: BodyStore): readonly [BodyStore, ...BodyStore[]] => {
  const own = postgresBodyStore(sql);
  return configured ? [configured, own] : [own];
};

/** The bytes of messages: sealed under keys in the database where there are master keys, and large ones catalogued there. */
export function postgresBodies(sql: Sql, configured?: BodyStore, masters?: MasterKeys): Bodies {
  const stores = { catalogue: postgresBodyCatalogue(sql), stores: bodyStoresOf(sql, configured) };
  if (!masters) return openBodies(stores);
  const keys = openKeyRing({ store: postgresKeyStore(sql), masters, clock: Date });
  return openBodies({ ...stores, seals: openSeals(keys, Date) });
}
