import { describe, expect, test } from "vitest";
import { loyaltyPointsAccrued } from "@spindlebus/contracts";
import {
  answerWith,
  contextFor,
  envelope,
  exampleOrder,
  fixture,
  frozen,
  settings,
  usd,
} from "../examples.ts";
import { accruePoints } from "./accrue-points.ts";

const message = envelope("order.completed.v1", "2026-01-15T18:04:05.000Z");
const step = { step: 0, carry: null };
const interpret = (json: unknown, order = exampleOrder(), changes = {}) =>
  accruePoints.interpret(answerWith(json), order, { ...contextFor(message, changes), ...step });

const member = (refs: readonly { vendor: string; type: string; id: string }[]) => ({
  loyalty: { member: { memberId: "mbr-1815", refs: [...refs] } },
});

describe("an order", () => {
  test("of a guest is skipped", () => {
    const { loyalty: _loyalty, ...guest } = exampleOrder();
    expect(accruePoints.skip?.(guest, { settings: settings() })).toBe("guest order");
  });

  test("of another programme's member is skipped", () => {
    const order = exampleOrder(member([{ vendor: "punchh", type: "user", id: "1" }]));
    expect(accruePoints.skip?.(order, { settings: settings() })).toBe("member of another programme");
  });

  test("of a member without a card is blocked, and says what is missing", () => {
    for (const order of [
      exampleOrder({ loyalty: { member: { memberId: "mbr-1815" } } }),
      exampleOrder(member([{ vendor: "paytronix", type: "account", id: "15173695" }])),
    ]) {
      expect(accruePoints.skip?.(order, { settings: settings() })).toBe(false);
      expect(accruePoints.request(order, contextFor(message))).toMatchObject({
        kind: "blocked",
        code: "noCard",
      });
    }
  });

  test("in another currency is blocked: Paytronix would take its numbers for the connection's", () => {
    const order = exampleOrder({ totals: { subtotal: usd(1), total: { amount: 1, currency: "EUR" } } });
    expect(accruePoints.request(order, contextFor(message))).toMatchObject({
      kind: "blocked",
      code: "currency",
    });
  });

  test("of a member is posted as a ticket", () => {
    const request = accruePoints.request(exampleOrder(), contextFor(message));
    if (request.kind !== "request") throw new Error(request.kind);
    expect(request).toMatchObject({ method: "POST", path: "/check/postAndAccruePoints.json" });
    expect(JSON.parse(request.body ?? "")).toEqual(fixture("ticket.request"));
  });
});

describe("an accrual", () => {
  const outcome = interpret(fixture("ticket.reply"));

  test("is applied under the transaction's id", () => {
    expect(outcome).toMatchObject({ kind: "applied", reference: "148240240" });
  });

  test("tells what was really earned, within its contract", () => {
    if (outcome.kind !== "applied") throw new Error(outcome.kind);
    const [event, ...others] = outcome.emit;
    expect([event?.contract.type, others]).toEqual(["loyalty.points.accrued.v1", []]);
    expect(loyaltyPointsAccrued.data.parse(event?.data)).toEqual({
      member: {
        memberId: "mbr-1815",
        refs: [{ vendor: "paytronix", type: "card", id: "6000201000200841" }],
      },
      transaction: {
        transactionId: "ord-7001",
        refs: [{ vendor: "paytronix", type: "transaction", id: "148240240" }],
        orderRef: "ord-7001",
        store: { storeId: "0042" },
        businessDate: "2026-01-15",
        occurredAt: "2026-01-15T18:04:05.000Z",
      },
      changes: [{ value: { kind: "points", code: "1", label: "Points", quantity: "12" }, operation: "add" }],
    });
  });

  test("is remembered under the order and under its payment", () => {
    if (outcome.kind !== "applied") throw new Error(outcome.kind);
    expect(outcome.remember.map(({ kind, id, vendorId }) => [kind, id, vendorId])).toEqual([
      ["accrual", "ord-7001", "148240240"],
      ["accrual", "ord-7001/payment:pi_3SpindleExample7001", "148240240"],
      ["accrual", "payment:pi_3SpindleExample7001", "148240240"],
      ["card", "mbr-1815", "6000201000200841"],
    ]);
    expect(outcome.remember[0]?.facts).toEqual({
      orderId: "ord-7001",
      card: "6000201000200841",
      memberId: "mbr-1815",
      pxTransactionId: "148240240",
      wallets: [{ walletCode: 1, quantity: "12" }],
      total: { amount: 1402, currency: "USD" },
      subTotal: 1298,
      subject: "mbr-1815",
      paidBefore: 0,
      accruedAt: "2026-01-15T18:04:05.000Z",
      storeCode: "0042",
      storeId: "0042",
    });
  });

  test("remembers of each payment what others paid before it, and each payment once", () => {
    const tender = (tenderId: string, amount: number, paymentRef?: string) =>
      ({ tenderId, type: "card", amount: usd(amount), ...(paymentRef ? { paymentRef } : {}) }) as const;
    const tenders = [
      tender("1", 400),
      { ...tender("2", 500, "pi_1"), tip: usd(100) },
      { ...tender("3", 900, "pi_failed"), status: "failed" } as const,
      tender("4", 300, "pi_2"),
      tender("5", 102, "pi_1"),
    ];
    const split = interpret(fixture("ticket.reply"), exampleOrder({ tenders }));
    if (split.kind !== "applied") throw new Error(split.kind);
    const accruals = split.remember.filter(({ kind }) => kind === "accrual");
    expect(accruals.map(({ id, facts }) => [id, facts["paidBefore"]])).toEqual([
      ["ord-7001", 0],
      ["ord-7001/payment:pi_1", 400],
      ["payment:pi_1", 400],
      ["ord-7001/payment:pi_2", 1000],
      ["payment:pi_2", 1000],
    ]);
  });

  test("of wallets that the settings know has their kinds, codes and labels; of others, items", () => {
    const changed = [
      { operationType: 1, walletCode: 9, quantity: 1.2 },
      { operationType: 1, walletCode: 1, quantity: "12.50" },
      { operationType: 2, walletCode: 77, quantity: 3 },
    ].map((wallet) => ({ name: "x", ...wallet }));
    const wallets = [
      { walletCode: 1, kind: "points", code: "stars" },
      { walletCode: 9, kind: "currency", label: "Cash back" },
    ];
    const reply = { result: "authorizedSuccess", pxTransactionId: 1, changedWalletContents: changed };
    const done = interpret({ result: "success", reply }, exampleOrder(), { wallets });
    if (done.kind !== "applied") throw new Error(done.kind);
    expect(done.emit[0]?.data).toMatchObject({
      changes: [
        { value: { kind: "points", code: "stars", quantity: "12.5" }, operation: "add" },
        { value: { kind: "currency", code: "9", label: "Cash back", currency: "USD", quantity: "1.2" } },
        { value: { kind: "items", code: "77", quantity: "-3" }, operation: "subtract" },
      ],
    });
  });

  test("that changed nothing emits nothing, and is remembered all the same", () => {
    const reply = { result: "authorizedSuccess", pxTransactionId: 1, changedWalletContents: [] };
    expect(interpret({ result: "success", reply })).toMatchObject({ kind: "applied", emit: [] });
  });

  test("names the programme where the settings know its card template", () => {
    const done = interpret(fixture("ticket.reply"), exampleOrder(), { cardTemplateCode: 123 });
    if (done.kind !== "applied") throw new Error(done.kind);
    expect(done.emit[0]?.data).toMatchObject({ member: { programCode: "123" } });
  });

  test("found by a probe is the same, to the last field", () => {
    const probed =
      accruePoints.idempotency === "probe"
        ? accruePoints.probe.interpret(
            answerWith(fixture("history.reply")),
            exampleOrder(),
            contextFor(message),
          )
        : undefined;
    expect(probed).toEqual(outcome);
  });
});

test("the same message gives the same request and the same outcome, and no input is changed", () => {
  if (accruePoints.idempotency !== "probe") throw new Error(accruePoints.idempotency);
  const { probe, request } = accruePoints;
  const order = frozen(exampleOrder());
  const context = frozen(contextFor(message));
  const answer = frozen(answerWith(fixture("ticket.reply")));
  const history = frozen(answerWith(fixture("history.reply")));
  const once = () => [
    request(order, context),
    accruePoints.interpret(answer, order, { ...context, ...step }),
    probe.request(order, context),
    probe.interpret(history, order, context),
  ];
  expect(once()).toEqual(once());
});
