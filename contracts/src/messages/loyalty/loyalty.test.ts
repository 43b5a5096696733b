import { describe, expect, test } from "vitest";
import { problems } from "../../testing/problems.ts";
import { z } from "zod";
import type { DataOf } from "../../define.ts";
import {
  loyaltyAccrue,
  loyaltyAdjust,
  loyaltyContracts,
  loyaltyEnroll,
  loyaltyMemberDeactivated,
  loyaltyMemberMerged,
  loyaltyPointsAccrued,
  loyaltyPointsAdjusted,
  loyaltyPointsExpired,
  loyaltyPointsRedeemed,
  loyaltyRedeem,
  loyaltyReverse,
  loyaltyRewardIssued,
  loyaltyTierChanged,
} from "./index.ts";

const points = (quantity: string, operation = "subtract") => ({
  value: { kind: "points", code: "1", quantity },
  operation,
});

describe.each([loyaltyPointsRedeemed, loyaltyPointsExpired])("what $type takes from a member", (contract) => {
  test.each([
    ["is negative", [points("12")]],
    ["is not nothing", [points("-0.00")]],
    ["is not a gain", [points("12", "add")]],
    ["takes nothing back", [points("-12", "void_add")]],
    ["is so in every change", [points("-12"), points("1", "add")]],
  ])("%s", (_rule, changes) => {
    expect(problems(contract, (data) => ({ ...data, changes }))).toEqual([
      "/changes here a member only loses: every change subtracts, and its quantity is negative",
    ]);
  });

  test("may be decimal", () => {
    expect(problems(contract, (data) => ({ ...data, changes: [points("-12.5")] }))).toEqual([]);
  });
});

test("a member has an id of the chain or of a vendor", () => {
  expect(problems(loyaltyPointsAccrued, (data) => ({ ...data, member: {} }))).toEqual([
    "/member a member needs a memberId or a ref",
  ]);
});

test("a correction says why", () => {
  const without = problems(
    loyaltyPointsAdjusted,
    ({ transaction: { reason: _reason, ...transaction }, ...data }) => ({
      ...data,
      transaction,
    }),
  );
  expect(without).toHaveLength(1);
  expect(without[0]).toContain("/transaction/reason");
});

test("a balance may be owed", () => {
  const balances = [{ value: { kind: "points", code: "points", quantity: "-5" }, spendable: true }];
  expect(problems(loyaltyPointsAdjusted, (data) => ({ ...data, balances }))).toEqual([]);
});

test.each(["active", "merged", undefined])("a member with the status %s is not deactivated", (status) => {
  const found = problems(loyaltyMemberDeactivated, (data) => ({
    ...data,
    member: { ...data.member, status },
  }));
  expect(found).toHaveLength(1);
  expect(found[0]).toContain("/member/status");
});

describe("a merger", () => {
  test("names both members", () => {
    expect(problems(loyaltyMemberMerged, ({ merged: _merged, ...data }) => data)).toHaveLength(1);
    expect(problems(loyaltyMemberMerged, ({ member: _member, ...data }) => data)).toHaveLength(1);
  });

  test("is of two", () => {
    expect(problems(loyaltyMemberMerged, (data) => ({ ...data, merged: data.member }))).toEqual([
      "/merged/memberId a member cannot be merged into itself",
    ]);
  });
});

describe("a change of tier", () => {
  test("does not contradict the member's own tier", () => {
    const member = { memberId: "mbr-1906", tier: { code: "1" } };
    expect(problems(loyaltyTierChanged, (data) => ({ ...data, member, tier: { code: "2" } }))).toEqual([
      "/member/tier the member's tier is the tier from now on",
    ]);
    expect(problems(loyaltyTierChanged, (data) => ({ ...data, member, tier: { code: "1" } }))).toEqual([]);
  });

  test("may be the loss of every tier", () => {
    expect(problems(loyaltyTierChanged, (data) => ({ ...data, tier: null }))).toEqual([]);
  });
});

test("five events move balances, and no other does", () => {
  const moving = loyaltyContracts.filter(
    ({ kind, data }) => kind === "event" && data instanceof z.ZodObject && "changes" in data.shape,
  );
  expect(moving.map(({ type }) => type.split(".").at(2))).toEqual([
    "accrued",
    "adjusted",
    "expired",
    "redeemed",
    "reversed",
  ]);
});

test("a reward's status is what its type says", () => {
  const found = problems(loyaltyRewardIssued, (data) => ({
    ...data,
    reward: { ...data.reward, status: "redeemed" },
  }));
  expect(found).toHaveLength(1);
  expect(found[0]).toContain("/reward/status");
});

describe("a command", () => {
  const values = (quantity: string) => [{ kind: "points", code: "1", quantity }];

  test.each([loyaltyAccrue, loyaltyRedeem, loyaltyReverse])(
    "$type says the direction, not its values",
    (contract) => {
      const found = (quantity: string) =>
        problems<{ readonly member: unknown }>(contract, (data) => ({ ...data, values: values(quantity) }));
      const refusal = ["/values the command says the direction: every quantity is above zero"];
      expect([found("-1"), found("0"), found("0.00"), found("0.5")]).toEqual([refusal, refusal, refusal, []]);
    },
  );

  test("to accrue says how much, or from what it is reckoned", () => {
    const bare = ({ values: _values, spend: _spend, ...data }: DataOf<typeof loyaltyAccrue>) => {
      const { orderRef: _orderRef, ...transaction } = data.transaction;
      return { ...data, transaction };
    };
    expect(problems(loyaltyAccrue, bare)).toEqual([
      "/ an accrual needs values, or a spend or an orderRef from which the vendor reckons them",
    ]);
    expect(
      problems(loyaltyAccrue, (data) => ({ ...bare(data), spend: { amount: 1298, currency: "USD" } })),
    ).toEqual([]);
  });

  test("to redeem says what", () => {
    const bare = ({ values: _values, ...data }: DataOf<typeof loyaltyRedeem>) => data;
    expect(problems(loyaltyRedeem, bare)).toEqual([
      "/ a redemption needs values, a rewardId or a rewardCode",
    ]);
    expect(problems(loyaltyRedeem, (data) => ({ ...bare(data), rewardCode: "863" }))).toEqual([]);
  });

  test("to adjust says why, and to reverse says what", () => {
    const transaction = { transactionId: "t-1", occurredAt: "2026-01-15T20:10:00.000Z" };
    expect(problems(loyaltyAdjust, (data) => ({ ...data, transaction }))[0]).toContain("/transaction/reason");
    expect(problems(loyaltyReverse, (data) => ({ ...data, transaction }))[0]).toContain(
      "/transaction/reverses",
    );
  });

  test("to enroll names something by which a vendor knows a member, and no password", () => {
    expect(problems(loyaltyEnroll, (data) => ({ ...data, profile: { givenName: "Grace" } }))).toEqual([
      "/ an enrollment needs an email, a phone or a card: vendors know a member by nothing else",
    ]);
    expect(
      problems(loyaltyEnroll, (data) => ({ ...data, profile: { ...data.profile, password: "x" } })),
    ).toHaveLength(1);
  });
});
