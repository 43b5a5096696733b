import { defineCommand, type Contract, type ContractDefinition } from "../../define.ts";
import { personal } from "../../field-class.ts";
import { Ext } from "../../values/ext.ts";
import { Refs } from "../../values/ref.ts";
import { Text } from "../../values/text.ts";
import { ExternalId, UserId } from "./user.ts";

/** What every command about a user who is there already says. */
export const userCommand = {
  userId: UserId,
  refs: personal(Refs).optional().meta({ description: "What other vendors call the user." }),
  externalId: ExternalId.optional(),
  reason: Text.optional().meta({ description: "Why, for the provider's log." }),
  ext: Ext.optional(),
};

type Told<Data> = Pick<ContractDefinition<Data>, "type" | "summary" | "data" | "examples">;

/** A command about a user who is there already. */
export const userCommandContract = <Data>(told: Told<Data>): Contract<Data> =>
  defineCommand({
    ...told,
    entityKey: "userId",
    semantics: "delta",
    subject: "userId",
    owner: "identity",
    indexed: ["userId", "externalId"],
  });

/** Whom the examples are about. */
export const exampleTarget = {
  userId: "auth0|679f",
  refs: [{ vendor: "okta", type: "user", id: "00u2" }],
  externalId: "mbr-1815",
  reason: "asked by the guest",
};
