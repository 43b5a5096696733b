import type { Fact } from "@spindlebus/bus/adapter";
import { loyaltyPointsReversed } from "@spindlebus/contracts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  answerWith,
  contextFor,
  envelope,
  exampleOrder,
  exampleRefund,
  fixture,
  frozen,
  usd,
} from "../examples.ts";
import { AddRedeem, PostAndAccruePoints, Reverse } from "../simulator/requests.ts";
import { accrualFacts } from "./accrual-fact.ts";
import { reverseOrAdjust } from "./reverse-or-adjust.ts";
import type { Refund } from "./translate.ts";

const message = envelope("payment.refunded.v1", "2026-01-15T19:00:00.000Z");

const factsOf = (points: string, order = exampleOrder(), transactionId = "148240240"): readonly Fact[] =>
  accrualFacts(order, {
    card: "6000201000200841",
    transactionId,
    added: [{ walletCode: 1, quantity: points }],
  });

const factUnder = (id: string, facts: readonly Fact[]): Fact => {
  const fact = facts.find((each) => each.id === id);
  if (fact === undefined) throw new Error(`no fact ${id}`);
  return fact;
};

const accrual = (points = "12") => factUnder("ord-7001", factsOf(points));

/** What the operation would send, with its body parsed; or its outcome. */
function ask(
  refund: Refund,
  {
    fact = accrual(),
    at = message,
    ...changes
  }: { fact?: Fact; at?: typeof message; [name: string]: unknown } = {},
) {
  const context = contextFor(at, { recalled: { accrual: fact }, ...changes });
  const request = reverseOrAdjust.request(refund, context);
  if (request.kind !== "request") return request;
  const body: unknown = JSON.parse(request.body ?? "");
  return { kind: "request", method: request.method, path: request.path, body, text: request.body };
}

const refundOf = (amount: number, soFar?: number, currency = "USD"): Refund => {
  const { amountRefunded: _soFar, refund, ...event } = exampleRefund();
  return {
    ...event,
    refund: { ...refund, amount: { amount, currency } },
    ...(soFar === undefined ? {} : { amountRefunded: { amount: soFar, currency } }),
  };
};

describe("a refund's memory", () => {
  test("is looked for under the payment of its order first, then under the order, then under the payment alone", () => {
    expect(reverseOrAdjust.recall?.(exampleRefund())).toEqual({
      accrual: {
        kind: "accrual",
        ids: [
          "ord-7001/payment:pi_3SpindleExample7001",
          "ord-7001/payment:ch_3SpindleExample7001",
          "ord-7001",
          "payment:pi_3SpindleExample7001",
          "payment:ch_3SpindleExample7001",
        ],
        writtenBy: "accruePoints",
        entityKey: "ord-7001",
      },
      failed: {
        kind: "refundFailed",
        ids: ["re_3SpindleExample1"],
        writtenBy: "giveBackFailed",
        optional: true,
      },
    });
  });

  test("is looked for without an order where the refund knows none", () => {
    const { orderRef: _order, merchantReference: _reference, ...refund } = exampleRefund();
    expect(reverseOrAdjust.recall?.(refund)).toMatchObject({ accrual: { entityKey: undefined } });
  });

  test("that cannot be read blocks the refund instead of guessing", () => {
    const fact = { kind: "accrual", id: "ord-7001", vendorId: "1", facts: {} };
    expect(ask(exampleRefund(), { fact })).toMatchObject({ kind: "blocked", code: "unreadableAccrual" });
  });
});

describe("a whole refund", () => {
  test("within seven days is a reversal of the accrual", () => {
    const asked = ask(refundOf(1402, 1402));
    expect(asked).toMatchObject({
      path: "/transaction/reverse.json",
      body: {
        headerInfo: {
          merchantId: 1107,
          storeCode: "0042",
          operatorId: "0",
          terminalId: "bus",
          posTransactionId: "re_3SpindleExample1",
          senderId: "POS",
          programId: "LP",
        },
        pxTransactionId: 148240240,
      },
    });
  });

  test("is one also where the processor does not add refunds up", () => {
    expect(ask(refundOf(1402))).toMatchObject({ path: "/transaction/reverse.json" });
  });

  test("names an id beyond 2^53 by all its digits", () => {
    const fact = factUnder("ord-7001", factsOf("12", exampleOrder(), "9223372036854775807"));
    expect(ask(refundOf(1402), { fact })).toMatchObject({
      text: expect.stringContaining('"pxTransactionId":9223372036854775807'),
    });
  });

  test("after seven days takes every point back by hand: Paytronix reverses no more", () => {
    const at = envelope("payment.refunded.v1", "2026-01-22T18:04:05.000Z");
    expect(ask(refundOf(1402), { at })).toMatchObject({
      path: "/transaction/addRedeem.json",
      body: { redeemWalletContents: [{ walletCode: 1, quantity: 12 }] },
    });
    const justBefore = envelope("payment.refunded.v1", "2026-01-22T18:04:04.999Z");
    expect(ask(refundOf(1402), { at: justBefore })).toMatchObject({ path: "/transaction/reverse.json" });
  });

  test("is never a reversal where the settings allow none", () => {
    expect(ask(refundOf(1402), { reversalDays: 0 })).toMatchObject({ path: "/transaction/addRedeem.json" });
  });

  test("of one of two payments is a part of the order", () => {
    const tenders = ["pi_1", "pi_2"].map(
      (paymentRef) => ({ tenderId: paymentRef, type: "card", amount: usd(701), paymentRef }) as const,
    );
    const facts = factsOf("13", exampleOrder({ tenders }));
    const points = ["payment:pi_1", "payment:pi_2"].map((id) =>
      ask(refundOf(701, 701), { fact: factUnder(id, facts) }),
    );
    expect(points).toMatchObject([
      { body: { redeemWalletContents: [{ quantity: 6 }] } },
      { body: { redeemWalletContents: [{ quantity: 7 }] } },
    ]);
  });
});

describe("a partial refund", () => {
  test("subtracts its share of the points, rounded down", () => {
    expect(ask(exampleRefund())).toMatchObject({
      path: "/transaction/addRedeem.json",
      body: {
        headerInfo: { posTransactionId: "re_3SpindleExample1", programId: "LP" },
        cardInfo: { printedCardNumber: "6000201000200841" },
        addWalletContents: [],
        redeemWalletContents: [{ walletCode: 1, quantity: 4 }],
      },
    });
  });

  test("of less than a point changes nothing", () => {
    expect(ask(refundOf(10, 10))).toMatchObject({ kind: "unchanged" });
  });

  test("of money beyond the order, a tip, changes nothing", () => {
    expect(ask(refundOf(200, 1602))).toMatchObject({ kind: "unchanged" });
  });

  test("in another currency is blocked", () => {
    expect(ask(refundOf(500, 500, "EUR"))).toMatchObject({ kind: "blocked", code: "currency" });
  });

  test("is a return ticket where the merchant wants it so", () => {
    const asked = ask(exampleRefund(), { partialRefund: "returnTicket" });
    expect(asked).toMatchObject({
      path: "/check/postAndAccruePoints.json",
      body: {
        check: {
          header: { number: "re_3SpindleExample1", uniqueIdentifier: "re_3SpindleExample1", isReturn: true },
          items: [
            { type: "menuItem", price: -4.62 },
            { type: "tenderItem", amount: 5 },
          ],
          totals: { subTotal: -4.62, taxTotal: -0.38, checkTotal: -5, tenderTotal: 5 },
        },
      },
    });
  });

  test("and its fellows take back exactly what was earned, in however many parts", () => {
    const total = 1402;
    const parts = fc.uniqueArray(fc.integer({ min: 1, max: total - 1 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), parts, (points, cuts) => {
        const ends = [...cuts.toSorted((one, other) => one - other), total];
        const taken = ends.map((end, index) => {
          const asked = ask(refundOf(end - (ends[index - 1] ?? 0), end), { fact: accrual(String(points)) });
          if (!("body" in asked)) return 0;
          return AddRedeem.parse(asked.body).redeemWalletContents[0]?.quantity ?? 0;
        });
        expect(taken.reduce((sum, each) => sum + each, 0)).toBe(points);
      }),
    );
  });
});

test("every request is one that Paytronix accepts", () => {
  const [reversal, adjustment, ticket] = [
    ask(refundOf(1402)),
    ask(exampleRefund()),
    ask(exampleRefund(), { partialRefund: "returnTicket" }),
  ].map((asked) => ("body" in asked ? asked.body : undefined));
  expect(Reverse.safeParse(reversal).error).toBeUndefined();
  expect(AddRedeem.safeParse(adjustment).error).toBeUndefined();
  expect(PostAndAccruePoints.safeParse(ticket).error).toBeUndefined();
});

describe("what Paytronix answers to a refund", () => {
  const recalled = { accrual: accrual() };
  const interpret = (json: unknown, refund = exampleRefund()) =>
    reverseOrAdjust.interpret(answerWith(json), refund, {
      ...contextFor(message, { recalled }),
      step: 0,
      carry: null,
    });
  const adjusted = (quantity: number, result = "authorizedSuccess") => ({
    result,
    pxTransactionId: 148240999,
    changedWalletContents: [{ name: "Points Used", operationType: 2, walletCode: 1, quantity }],
  });

  test("to an adjustment becomes the points that were really taken", () => {
    const outcome = interpret(adjusted(3, "authorizedVariantSuccess"));
    if (outcome.kind !== "applied") throw new Error(outcome.kind);
    expect(outcome).toMatchObject({
      reference: "148240999",
      remember: [
        {
          kind: "takenBack",
          id: "re_3SpindleExample1",
          facts: { wallets: [{ walletCode: 1, quantity: "3" }] },
        },
        { kind: "takenBack", id: "request:rf-7001-1" },
      ],
    });
    expect(loyaltyPointsReversed.data.parse(outcome.emit[0]?.data)).toEqual({
      member: {
        memberId: "mbr-1815",
        refs: [{ vendor: "paytronix", type: "card", id: "6000201000200841" }],
      },
      transaction: {
        transactionId: "re_3SpindleExample1",
        refs: [{ vendor: "paytronix", type: "transaction", id: "148240999" }],
        orderRef: "ord-7001",
        reverses: "ord-7001",
        store: { storeId: "0042" },
        occurredAt: "2026-01-15T19:00:00.000Z",
        reason: "refund",
      },
      changes: [
        { value: { kind: "points", code: "1", label: "Points", quantity: "-3" }, operation: "subtract" },
      ],
    });
  });

  test("to a reversal becomes all that was earned, which the answer does not list", () => {
    const outcome = interpret({ result: "authorizedSuccess", pxTransactionId: 9 }, refundOf(1402));
    if (outcome.kind !== "applied") throw new Error(outcome.kind);
    expect(outcome.emit[0]?.data).toMatchObject({
      changes: [{ value: { quantity: "-12" }, operation: "void_add" }],
    });
  });

  test("as a refusal is a refusal", () => {
    const denied = { result: "denied", responseCode: 320, responseMessage: "Insufficient balance" };
    expect(interpret(denied)).toMatchObject({
      kind: "rejected",
      code: "320",
      message: "Insufficient balance",
    });
  });

  test("is the same for an answer and for a probe", () => {
    if (reverseOrAdjust.idempotency !== "probe") throw new Error(reverseOrAdjust.idempotency);
    const context = contextFor(message, { recalled });
    const probed = reverseOrAdjust.probe.interpret(
      answerWith(fixture("history.reply")),
      exampleRefund(),
      context,
    );
    expect(probed).toEqual(interpret(adjusted(4)));
  });

  test("is not sought for a card that is forgotten", () => {
    if (reverseOrAdjust.idempotency !== "probe") throw new Error(reverseOrAdjust.idempotency);
    const probed = reverseOrAdjust.probe.interpret(
      answerWith(fixture("history.reply")),
      exampleRefund(),
      contextFor(message),
    );
    expect(probed).toMatchObject({ kind: "unclear" });
  });
});

test("the same refund gives the same request and the same outcome, and no input is changed", () => {
  if (reverseOrAdjust.idempotency !== "probe") throw new Error(reverseOrAdjust.idempotency);
  const { probe, request, interpret } = reverseOrAdjust;
  const refund = frozen(exampleRefund());
  const context = frozen(contextFor(message, { recalled: { accrual: accrual() } }));
  const answer = frozen(answerWith(fixture("add-redeem.reply")));
  const history = frozen(answerWith(fixture("history.reply")));
  const once = () => [
    request(refund, context),
    interpret(answer, refund, { ...context, step: 0, carry: null }),
    probe.request(refund, context),
    probe.interpret(history, refund, context),
  ];
  expect(once()).toEqual(once());
});
