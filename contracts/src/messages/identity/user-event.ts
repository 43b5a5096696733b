import { defineEvent, type Contract, type ContractDefinition } from "../../define.ts";
import { Client } from "../../values/client.ts";
import { Ext } from "../../values/ext.ts";
import { PartialMark } from "../../values/partial.ts";
import { Text } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";
import { Actor } from "./actor.ts";
import { PreviousUser, User } from "./user.ts";

/** What every event about a user says. */
export const userEvent = {
  user: User.meta({
    description: "The user as the provider knows them from then on; of a deleted one what there was.",
  }),
  previous: PreviousUser.optional(),
  partial: PartialMark.optional(),
  actor: Actor.optional().meta({ description: "Who did it; absent: not said, often the user." }),
  client: Client.optional().meta({ description: "By which device and from where it was done." }),
  reason: Text.optional().meta({ description: "Why, in the words of the provider or of whoever did it." }),
  occurredAt: Instant.meta({
    description:
      "When it happened: the provider's update time of the user, else of its event. A newer state is told from an older one by it.",
  }),
  ext: Ext.optional(),
};

type Told<Data> = Pick<ContractDefinition<Data>, "type" | "summary" | "data" | "examples">;

const about = {
  entityKey: "user.userId",
  subject: "user.userId",
  owner: "identity",
  indexed: ["user.userId", "user.externalId"],
};

/** An event that tells what a user is now. */
export const userState = <Data>(told: Told<Data>): Contract<Data> =>
  defineEvent({ ...told, ...about, semantics: "state", entityVersion: "occurredAt" });

/** An event that tells what happened to a user, or what they did. */
export const userHappening = <Data>(told: Told<Data>): Contract<Data> =>
  defineEvent({ ...told, ...about, semantics: "delta" });
