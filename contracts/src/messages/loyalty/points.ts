import { defineEvent, type Contract, type ContractDefinition } from "../../define.ts";
import { Ext } from "../../values/ext.ts";
import { Member } from "../../values/member.ts";
import { LoyaltyBalances } from "./balance.ts";
import { LoyaltyChanges } from "./change.ts";
import { LoyaltyTransaction } from "./transaction.ts";

/** What every message about changed balances says. */
export const pointsEvent = {
  member: Member.meta({ description: "Whose balances changed; a memberId, or a ref, or both." }),
  transaction: LoyaltyTransaction.meta({
    description: "What changed them; one transaction may be told by several messages.",
  }),
  changes: LoyaltyChanges,
  balances: LoyaltyBalances.optional().meta({ description: "What the member has after it." }),
  ext: Ext.optional(),
};

type Told<Data> = Pick<ContractDefinition<Data>, "type" | "summary" | "data" | "examples" | "indexed">;

/** An event that tells by one transaction how balances of a member changed. */
export function pointsContract<Data>(told: Told<Data>): Contract<Data> {
  return defineEvent({
    indexed: ["transaction.transactionId", "transaction.orderRef"],
    ...told,
    entityKey: "transaction.transactionId",
    semantics: "delta",
    subject: "member.memberId",
    owner: "loyalty",
  });
}
