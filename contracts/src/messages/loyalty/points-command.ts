import { defineCommand, type Contract, type ContractDefinition } from "../../define.ts";
import { Ext } from "../../values/ext.ts";
import { Member } from "../../values/member.ts";
import { LoyaltyTransaction } from "./transaction.ts";

/** What every command that changes balances says. */
export const pointsCommand = {
  member: Member.meta({ description: "Whose balances to change; a memberId, or a ref, or both." }),
  transaction: LoyaltyTransaction.meta({
    description: "What is behind it; asking twice with one transactionId changes balances once.",
  }),
  ext: Ext.optional(),
};

type Told<Data> = Pick<ContractDefinition<Data>, "type" | "summary" | "data" | "examples">;

/** A command that shall change balances of a member by one transaction. */
export function pointsCommandContract<Data>(told: Told<Data>): Contract<Data> {
  return defineCommand({
    ...told,
    entityKey: "transaction.transactionId",
    semantics: "delta",
    subject: "member.memberId",
    owner: "loyalty",
    indexed: ["transaction.transactionId", "transaction.orderRef"],
  });
}

/** Ada's order, as every example of a command has it. */
export const exampleCommand = {
  member: {
    memberId: "mbr-1815",
    refs: [{ vendor: "paytronix", type: "card", id: "6000201000200841" }],
    programCode: "LP",
  },
  transaction: {
    transactionId: "ord-7001",
    orderRef: "ord-7001",
    store: { storeId: "0042" },
    businessDate: "2026-01-15",
    occurredAt: "2026-01-15T18:04:05.000Z",
    reason: "online app, pick up",
  },
  ext: { paytronix: { orderMethod: "online app", deliveryMethod: "pick up" } },
};
