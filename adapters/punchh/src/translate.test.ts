import { checkData } from "@spindlebus/contracts";
import { describe, expect, test } from "vitest";
import { punchhSamples } from "../../../contracts/src/samples/punchh.ts";
import { punchhUserSamples } from "../../../contracts/src/samples/punchh-user.ts";
import { redemptionEvent, rewardEvent } from "../fixtures/events.ts";
import { settings } from "../examples.ts";
import { EventBody } from "./events.ts";
import { translate } from "./translate.ts";

/** Reads an event as the bus does, and translates it; every message must satisfy its contract. */
function messagesOf(event: unknown, changes: object = {}) {
  const messages = translate(EventBody.parse(event), { settings: settings(changes) });
  for (const { contract, data } of messages) expect(checkData(contract, data)).toMatchObject({ ok: true });
  return messages.map(({ contract, ...known }) => ({ type: contract.type, ...known }));
}

const [visit, earned] = punchhSamples;
const [user] = punchhUserSamples;
const checkin = (visit?.body ?? {}) as { readonly payload: object };
const withPayload = (changes: object) => ({ ...checkin, payload: { ...checkin.payload, ...changes } });
const typesOf = (event: unknown, changes?: object) => messagesOf(event, changes).map(({ type }) => type);

test("a check-in becomes the visit and what it earned, as the canonical samples say", () => {
  const messages = messagesOf(checkin);
  expect(messages.map(({ data }) => data)).toEqual([visit?.message.data, earned?.message.data]);
  expect(messages).toMatchObject(
    [visit, earned].map((sample) => ({
      time: sample?.message.time,
      eventId: sample?.message.extensions?.["vendoreventid"],
      entityversion: sample?.message.extensions?.["entityversion"],
    })),
  );
});

test("a member's update becomes what the canonical sample says", () => {
  expect(messagesOf(user?.body)[0]?.data).toEqual(user?.message.data);
});

describe("a check-in", () => {
  test("that earned visits and cost points is three messages of one transaction", () => {
    const messages = messagesOf(withPayload({ points_earned: 0, visits_earned: 1, points_spent: 50 }));
    expect(messages.map(({ type }) => type)).toEqual([
      "loyalty.visit.recorded.v1",
      "loyalty.points.accrued.v1",
      "loyalty.points.redeemed.v1",
    ]);
    expect(messages[2]?.data).toMatchObject({
      changes: [{ value: { quantity: "-50" }, operation: "subtract" }],
    });
  });

  test("that is not approved earned what is pending", () => {
    expect(messagesOf(withPayload({ approved: false }))[1]?.data).toMatchObject({
      changes: [{ pending: true }],
    });
  });

  test("tells no points where the operation tells them", () => {
    expect(typesOf(checkin, { toldBy: "operation" })).toEqual(["loyalty.visit.recorded.v1"]);
  });

  test("keeps ids beyond 2^53, which come as strings, and amounts exact", () => {
    const data = messagesOf(withPayload({ user_id: "9007199254740993", receipt_amount: 1.1 }))[0]?.data;
    expect(data).toMatchObject({
      member: { refs: [{ id: "9007199254740993" }] },
      receipt: { amount: { amount: 110, currency: "USD" } },
    });
  });

  test("of a gift card, of nobody, and any event of another name says nothing", () => {
    expect(typesOf({ ...checkin, event_type: "gift" })).toEqual([]);
    expect(typesOf(withPayload({ user_id: null }))).toEqual([]);
    expect(typesOf({ ...checkin, event_name: "_notifications", payload: { anything: 1 } })).toEqual([]);
  });

  test("that is misshapen is an error and not silence", () => {
    expect(EventBody.safeParse(withPayload({ points_earned: "many" })).success).toBe(false);
  });

  test("with a timestamp in milliseconds has the same time", () => {
    expect(messagesOf({ ...checkin, timestamp: 1_768_500_245_000 })[0]?.time).toBe(
      "2026-01-15T18:04:05.000Z",
    );
  });
});

describe("a redemption", () => {
  test("says nothing before it is honored, and then the reward and the points, once however often", () => {
    expect(typesOf(redemptionEvent("redeemable"))).toEqual([]);
    const messages = messagesOf(redemptionEvent("honored"));
    expect(messages.map(({ type, eventId }) => [type, eventId])).toEqual([
      ["loyalty.points.redeemed.v1", "redemption:149207972"],
      ["loyalty.reward.redeemed.v1", "redemption:149207972"],
    ]);
    expect(messages[1]?.data).toMatchObject({ reward: { rewardId: "592777297", status: "redeemed" } });
  });
});

test("where the operation tells, an event repeats neither what was paid nor who was enrolled", () => {
  const told = { toldBy: "operation" };
  expect(typesOf(redemptionEvent("honored"), told)).toEqual(["loyalty.reward.redeemed.v1"]);
  expect(typesOf({ ...(user?.body as object), action: "create" }, told)).toEqual([]);
  expect(typesOf({ ...(user?.body as object), action: "update" }, told)).toEqual([
    "loyalty.member.updated.v1",
  ]);
});

describe("a reward", () => {
  test.each([
    ["unredeemed", ["loyalty.reward.issued.v1"]],
    ["expired", ["loyalty.reward.expired.v1"]],
    ["redeemed", []],
    ["pondered", []],
  ])("that is %s is %o", (status, types) => {
    expect(typesOf(rewardEvent(status))).toEqual(types);
  });
});

describe("a user", () => {
  test.each([
    ["create", "loyalty.member.enrolled.v1"],
    ["update", "loyalty.member.updated.v1"],
    ["reactivate", "loyalty.member.updated.v1"],
    ["deactivate", "loyalty.member.deactivated.v1"],
    ["delete", "loyalty.member.deactivated.v1"],
  ])("event of the action %s is %s", (action, type) => {
    expect(typesOf({ ...(user?.body as object), action })).toEqual([type]);
  });
});
