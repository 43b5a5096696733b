import type { TransactionSql } from "postgres";
import type { Token } from "../delivery/token.ts";
import type { PayloadValue } from "../operations/failures.ts";
import { arrayParameter } from "./array-parameter.ts";
import { hashOf, searchKeyOf } from "./search-hash.ts";

/** What a message can be found by once it has failed: the values at the indexed paths of its contract. */
export type IndexedValuesOf = (token: Token) => readonly PayloadValue[];

/** Where nothing knows contracts. */
export const nothingIndexed: IndexedValuesOf = () => [];

/** Writes what a failed message can be found by, beside its bytes. */
export async function storeIndexedValues(
  tx: TransactionSql,
  token: Token,
  valuesOf: IndexedValuesOf,
): Promise<void> {
  const values = valuesOf(token);
  if (values.length === 0) return;
  const key = await searchKeyOf(tx);
  const hashes = arrayParameter(
    tx,
    "bigint[]",
    values.map((value) => hashOf(key, value)),
  );
  await tx`
    INSERT INTO indexed_value (message_id, hash)
    SELECT ${token.envelope.id}, hash FROM unnest(${hashes}::bigint[]) AS hash ON CONFLICT DO NOTHING`;
}
