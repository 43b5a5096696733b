import {
  loyaltyPointsAccrued,
  loyaltyPointsRedeemed,
  loyaltyRewardIssued,
  loyaltyRewardRedeemed,
} from "../messages/loyalty/index.ts";
import { delivery, type Sample } from "./sample.ts";

const event = "/data/object/loyalty_event";
const program = "d619f755-2d17-41f3-990d-c04ecedd64dd";
const account = "5adcb100-07f1-4ee7-b8c6-6bb9ebc474bd";
const reward = "d03f79f4-815f-3500-b851-cc1e68a457f9";
const points = { raw: "is said by the loyalty.points.redeemed that comes of the same body" };
const rest = { raw: "is said by the loyalty.reward.issued that comes of the same body" };

const bodyOf = (loyaltyEvent: Readonly<Record<string, unknown>>) => ({
  merchant_id: "5S9M",
  type: "loyalty.event.created",
  event_id: "b5f2e1d0-0000-4000-8000-000000000009",
  created_at: "2026-01-15T18:04:06.100Z",
  data: {
    type: "loyalty_event",
    id: "5e127479-0b03-3671-ab1e-15faea8b7188",
    object: {
      loyalty_event: {
        id: "5e127479-0b03-3671-ab1e-15faea8b7188",
        created_at: "2026-01-15T18:04:05.000Z",
        loyalty_account_id: account,
        source: "LOYALTY_API",
        ...loyaltyEvent,
      },
    },
  },
});

const created = bodyOf({
  type: "CREATE_REWARD",
  create_reward: { loyalty_program_id: program, reward_id: reward, points: -10 },
});

const message = {
  time: "2026-01-15T18:04:06.100Z",
  extensions: { vendoreventid: "b5f2e1d0-0000-4000-8000-000000000009" },
};
const member = {
  refs: [{ vendor: "square", account: "5S9M", type: "loyalty_account", id: account }],
  programCode: program,
};
const ext = { square: { source: "LOYALTY_API" } };
const ledger = { vendor: "square", type: "loyalty_event", id: "5e127479-0b03-3671-ab1e-15faea8b7188" };
const occurredAt = "2026-01-15T18:04:05.000Z";

const homes = {
  "/merchant_id": "/data/member/refs/0/account",
  "/type": delivery,
  "/event_id": "/extensions/vendoreventid",
  "/created_at": "/time",
  "/data/type": delivery,
  [`${event}/loyalty_account_id`]: "/data/member/refs/0/id",
  [`${event}/source`]: ["/data/ext/square/source", "LOYALTY_API"],
} as const;

const ofTransaction = {
  ...homes,
  "/data/id": "/data/transaction/refs/0/id",
  [`${event}/id`]: "/data/transaction/refs/0/id",
  [`${event}/created_at`]: "/data/transaction/occurredAt",
} as const;

const ofReward = {
  ...homes,
  "/data/id": { raw: "is the id of the ledger row, which is about points" },
  [`${event}/id`]: { raw: "is the id of the ledger row, which is about points" },
  [`${event}/created_at`]: "/data/occurredAt",
} as const;

/** Square takes the points as it makes a reward, and nothing as the reward is used. */
export const squareLoyaltySamples: readonly Sample[] = [
  {
    title: "Square ACCUMULATE_POINTS",
    body: bodyOf({
      type: "ACCUMULATE_POINTS",
      accumulate_points: { loyalty_program_id: program, points: 12, order_id: "eA3v" },
      location_id: "FPYC",
    }),
    contract: loyaltyPointsAccrued,
    message: {
      ...message,
      data: {
        member,
        transaction: {
          transactionId: "eA3v",
          refs: [ledger],
          orderRef: "eA3v",
          store: { storeId: "0042", refs: [{ vendor: "square", type: "location", id: "FPYC" }] },
          occurredAt,
        },
        changes: [{ value: { kind: "points", code: "points", quantity: "12" }, operation: "add" }],
        ext,
      },
    },
    homes: {
      ...ofTransaction,
      [`${event}/type`]: ["/data/changes/0/operation", "add"],
      [`${event}/accumulate_points/loyalty_program_id`]: "/data/member/programCode",
      [`${event}/accumulate_points/points`]: ["/data/changes/0/value/quantity", "12"],
      [`${event}/accumulate_points/order_id`]: "/data/transaction/orderRef",
      [`${event}/location_id`]: "/data/transaction/store/refs/0/id",
    },
  },
  {
    title: "Square CREATE_REWARD, the points",
    body: created,
    contract: loyaltyPointsRedeemed,
    message: {
      ...message,
      data: {
        member,
        transaction: { transactionId: ledger.id, refs: [ledger], occurredAt },
        changes: [{ value: { kind: "points", code: "points", quantity: "-10" }, operation: "subtract" }],
        rewardRef: reward,
        ext,
      },
    },
    homes: {
      ...ofTransaction,
      [`${event}/type`]: rest,
      [`${event}/create_reward/loyalty_program_id`]: "/data/member/programCode",
      [`${event}/create_reward/reward_id`]: "/data/rewardRef",
      [`${event}/create_reward/points`]: ["/data/changes/0/value/quantity", "-10"],
    },
  },
  {
    title: "Square CREATE_REWARD, the reward",
    body: created,
    contract: loyaltyRewardIssued,
    message: {
      ...message,
      data: {
        member,
        reward: { rewardId: reward, status: "issued", pointsTaken: "at_issue" },
        occurredAt,
        ext,
      },
    },
    homes: {
      ...ofReward,
      [`${event}/type`]: ["/data/reward/status", "issued"],
      [`${event}/create_reward/loyalty_program_id`]: "/data/member/programCode",
      [`${event}/create_reward/reward_id`]: "/data/reward/rewardId",
      [`${event}/create_reward/points`]: points,
    },
  },
  {
    title: "Square REDEEM_REWARD",
    body: bodyOf({
      type: "REDEEM_REWARD",
      redeem_reward: { loyalty_program_id: program, reward_id: reward, order_id: "eA3v" },
      location_id: "FPYC",
    }),
    contract: loyaltyRewardRedeemed,
    message: {
      ...message,
      data: {
        member,
        reward: { rewardId: reward, status: "redeemed", pointsTaken: "at_issue" },
        orderRef: "eA3v",
        store: { storeId: "0042", refs: [{ vendor: "square", type: "location", id: "FPYC" }] },
        occurredAt,
        ext,
      },
    },
    homes: {
      ...ofReward,
      [`${event}/type`]: ["/data/reward/status", "redeemed"],
      [`${event}/redeem_reward/loyalty_program_id`]: "/data/member/programCode",
      [`${event}/redeem_reward/reward_id`]: "/data/reward/rewardId",
      [`${event}/redeem_reward/order_id`]: "/data/orderRef",
      [`${event}/location_id`]: "/data/store/refs/0/id",
    },
  },
];
