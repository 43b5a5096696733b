import type { TransactionSql } from "postgres";
import type { Token } from "../delivery/token.ts";
import { fingerprint } from "../failures/fingerprint.ts";
import { storableText } from "./storable-text.ts";
import { storeBody } from "./store-body.ts";
import { storeGroup } from "./store-group.ts";

type NewFailure = {
  readonly route: string;
  readonly token: Token;
  readonly state: "dead" | "blocked";
  readonly error: { readonly code: string; readonly message: string };
};

/**
 * Keeps a message that no worker has attempted as a failure: its bytes, its group and its row in the ledger. A delivery
 * that the ledger knows already stays as it is.
 */
export async function storeFailure(
  tx: TransactionSql,
  { route, token, state, error }: NewFailure,
): Promise<void> {
  const told = { code: error.code, message: storableText(error.message) };
  await storeBody(tx, token);
  const group = await storeGroup(tx, fingerprint(route, told));
  await tx`
    INSERT INTO delivery (message_id, route, state, error_code, error_message, group_id, first_failed_at, last_failed_at)
    VALUES (${token.envelope.id}, ${route}, ${state}, ${told.code}, ${told.message}, ${group}, now(), now())
    ON CONFLICT (message_id, route) DO NOTHING`;
}
