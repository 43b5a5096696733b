import {
  applied,
  emission,
  inDoubt,
  postQuery,
  unchanged,
  type Fact,
  type InterpretContext,
  type Operation,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import {
  loyaltyMemberEnrolled,
  loyaltyPointsAccrued,
  loyaltyTierChanged,
  type Contract,
  type DataOf,
} from "@spindlebus/contracts";
import { refusalOf } from "./answer.ts";
import { namedCard } from "./card-fact.ts";
import { headerInfo } from "./header-info.ts";
import type { PaytronixSettings } from "./settings.ts";
import { paths, TierReply } from "./vendor.ts";

type Enrolled = DataOf<typeof loyaltyMemberEnrolled>;
type Accrued = DataOf<typeof loyaltyPointsAccrued>;
type Member = Accrued["member"];
/** A member at a time, and the store that asks. */
type Reading = { readonly member: Member; readonly storeCode?: string | undefined; readonly at: string };
type Tier = { readonly code: string; readonly name?: string };

const tierKind = "tier";

/** The level that a new member begins with. */
export const readFirstTier: Operation<Enrolled, PaytronixSettings> = tierReader(
  loyaltyMemberEnrolled,
  "Notes the level that a new member begins with.",
  ({ member, occurredAt }) => ({ member, at: occurredAt }),
);

/** Points may have brought a member to another level. */
export const readTier: Operation<Accrued, PaytronixSettings> = tierReader(
  loyaltyPointsAccrued,
  "Looks whether points brought a member to another level, and tells it.",
  ({ member, transaction }) => ({
    member,
    storeCode: transaction.store?.storeId,
    at: transaction.occurredAt,
  }),
);

/**
 * Asks for a card's balances, whose answer names the level. The readings of a member stand in one lane, so that each knows
 * what the one before it found: of a new level there is one message.
 */
function tierReader<Data>(
  on: Contract<Data>,
  summary: string,
  readingOf: (data: Data) => Reading,
): Operation<Data, PaytronixSettings> {
  const memberIdOf = (data: Data): string => readingOf(data).member.memberId ?? "";
  return {
    on,
    summary,
    idempotency: "natural", // it only reads
    skip: (data, { settings }) => {
      const { member } = readingOf(data);
      if (!settings.readTiers) return "the connection does not tell of levels";
      if (member.memberId === undefined) return "the member has no id that its messages could share";
      return namedCard(member) === undefined ? "member of another programme" : false;
    },
    // A lane needs a name for whom nothing is read, too: many members are known by a vendor's id alone.
    lane: { group: "tier", key: (data) => laneOf(readingOf(data).member) },
    recall: (data) => ({
      last: { kind: tierKind, ids: [memberIdOf(data)], writtenBy: "readFirstTier", optional: true },
    }),
    request: (data, { settings, message }) => {
      const { member, storeCode = settings.homeStore } = readingOf(data);
      return postQuery(paths.balanceInquiry, {
        headerInfo: headerInfo(settings, { storeCode, posTransactionId: message.id }),
        cardInfo: { printedCardNumber: namedCard(member) },
      });
    },
    interpret: (response, data, context) => readLevel(response, readingOf(data), context),
  };
}

const laneOf = ({ memberId, refs = [] }: Member): string => memberId ?? refs[0]?.id ?? "nobody";

function readLevel(
  response: VendorResponse,
  { member, at }: Reading,
  { settings, recalled, message }: InterpretContext<PaytronixSettings>,
): Outcome {
  const refusal = refusalOf(response, settings);
  if (refusal) return refusal;
  const reply = TierReply.safeParse(response.json).data;
  if (reply === undefined) return inDoubt("unreadable", "Paytronix answered without a readable level.");
  const memberId = member.memberId ?? "";
  const tier = reply.tierCode === undefined ? undefined : tierOf(reply.tierCode, reply.tierName);
  const remember = [
    { kind: tierKind, id: memberId, vendorId: tier?.code ?? "", facts: { name: tier?.name ?? "" } },
  ];
  const last = recalled["last"];
  // Nothing tells what the first level that is read was before.
  if (last === undefined) return applied({ remember });
  if (last.vendorId === (tier?.code ?? "")) return unchanged("the member's level is what it was");
  const { tier: _old, ...known } = member;
  const data = {
    member: { ...known, memberId },
    tier: tier ?? null,
    previousTier: previousOf(last),
    occurredAt: message.time ?? at,
  };
  return applied({ emit: [emission(loyaltyTierChanged, data, data.occurredAt)], remember });
}

const tierOf = (code: string, name: string | undefined): Tier => ({ code, ...(name && { name }) });

function previousOf({ vendorId, facts }: Fact): Tier | null {
  const { name } = facts;
  return vendorId === "" ? null : tierOf(vendorId, typeof name === "string" ? name : undefined);
}
