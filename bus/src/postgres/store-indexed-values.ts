import type { TransactionSql } from "postgres";
import type { Token } from "../delivery/token.ts";
import type { PayloadValue } from "../operations/failures.ts";
import { arrayParameter } from "./array-parameter.ts";
import { hashOf, searchKeyOf } from "./search-hash.ts";

/** What a message can be found by once it has failed: the values at the indexed paths of its contract. */
export type IndexedValuesOf = (token: Token) => readonly PayloadValue[];

/** Where nothing knows contracts. */
export const nothingIndexed: IndexedValuesOf = () => [];

/** Writes what failed messages can be found by, beside their bytes. */
export async function storeIndexedValues(
  tx: TransactionSql,
  tokens: readonly Token[],
  valuesOf: IndexedValuesOf,
): Promise<void> {
  const values = tokens.flatMap((token) =>
    valuesOf(token).map((value) => ({ id: token.envelope.id, value })),
  );
  if (values.length === 0) return;
  const key = await searchKeyOf(tx);
  const ids = arrayParameter(
    tx,
    "uuid[]",
    values.map(({ id }) => id),
  );
  const hashes = arrayParameter(
    tx,
    "bigint[]",
    values.map(({ value }) => hashOf(key, value)),
  );
  await tx`
    INSERT INTO indexed_value (message_id, hash)
    SELECT id, hash FROM unnest(${ids}::uuid[], ${hashes}::bigint[]) AS v(id, hash) ON CONFLICT DO NOTHING`;
}
