import { defineEvent, type Contract, type ContractDefinition } from "../../define.ts";
import { Ext } from "../../values/ext.ts";
import { KnownMember } from "../../values/member.ts";
import { PartialMark } from "../../values/partial.ts";
import { Store } from "../../values/store.ts";
import { Code, Text } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";
import { LoyaltyBalances } from "./balance.ts";
import { MemberProfile } from "./member-profile.ts";

/** What every message about a membership says. */
export const memberEvent = {
  member: KnownMember.meta({ description: "The membership as it is from then on." }),
  profile: MemberProfile.optional().meta({
    description: "The person behind it, as far as the vendor tells.",
  }),
  balances: LoyaltyBalances.optional().meta({
    description: "What the member has at that moment; a balance that is missing is not said.",
  }),
  channel: Code.optional().meta({
    description: "By which way it came, in the vendor's word: web, app, pos, import.",
  }),
  store: Store.optional().meta({
    description: "The store at which it happened; for web and app the member's own.",
  }),
  reason: Text.optional().meta({ description: "Why, in the words of the vendor or of whoever did it." }),
  partial: PartialMark.optional(),
  occurredAt: Instant.meta({
    description:
      "When it happened at the vendor, or its own update time; a newer state is told from an older one by it.",
  }),
  ext: Ext.optional(),
};

type Told<Data> = Pick<ContractDefinition<Data>, "type" | "summary" | "data" | "examples">;

const about = {
  entityKey: "member.memberId",
  subject: "member.memberId",
  owner: "loyalty",
  indexed: ["member.memberId"],
};

/** An event that tells what a membership is now. */
export const memberState = <Data>(told: Told<Data>): Contract<Data> =>
  defineEvent({ ...told, ...about, semantics: "state", entityVersion: "occurredAt" });

/** An event that tells what happened to a membership: an older one is as true as a newer one. */
export const memberHappening = <Data>(told: Told<Data>): Contract<Data> =>
  defineEvent({ ...told, ...about, semantics: "delta" });

/** Ada, as every example about a membership knows her. */
export const exampleMember = {
  memberId: "mbr-1815",
  refs: [
    { vendor: "paytronix", type: "account", id: "15173695" },
    { vendor: "paytronix", type: "card", id: "6000201000200841" },
    { vendor: "punchh", type: "user", id: "111111111" },
  ],
  programCode: "123",
  tier: { code: "2", name: "Gold" },
  enrolledAt: "2025-08-01T00:00:00.000Z",
};
