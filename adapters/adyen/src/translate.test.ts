import { checkData } from "@spindlebus/contracts";
import { describe, expect, test } from "vitest";
import { authorisationItem, refundItem } from "../fixtures/items.ts";
import published from "../fixtures/published-items.json" with { type: "json" };
import { understoodCodes } from "./event-codes.ts";
import { AdyenSettings } from "./settings.ts";
import { translate } from "./translate.ts";
import { NotificationBody } from "./vendor.ts";

type Changes = Parameters<typeof AdyenSettings.parse>[0];

const bodyOf = (items: readonly unknown[], live: unknown = "false") => ({
  live,
  notificationItems: items.map((item) => ({ NotificationRequestItem: item })),
});

/** Reads a body as the bus does, and translates it; every message must satisfy its contract. */
function messagesIn(body: unknown, changes: Changes = {}) {
  const settings = AdyenSettings.parse({ merchantAccount: "BusTestMerchant", ...(changes as object) });
  const messages = translate(NotificationBody.parse(body), { settings });
  for (const { contract, data } of messages) expect(checkData(contract, data)).toMatchObject({ ok: true });
  return messages.map(({ contract, ...rest }) => ({ type: contract.type, ...rest }));
}

const messagesOf = (item: object, changes: Changes = {}) => messagesIn(bodyOf([item]), changes);
const typesOf = (item: object, changes: Changes = {}) => messagesOf(item, changes).map(({ type }) => type);

const refund = (changes: object = {}) => ({ ...refundItem, ...changes });
const payment = { vendor: "adyen", account: "BusTestMerchant", type: "payment", id: "9913140798220028" };

describe("a refund", () => {
  test("that succeeded is payment.refunded, of which a later event may take back everything", () => {
    expect(messagesOf(refund())).toEqual([
      {
        type: "payment.refunded.v1",
        eventId: "QFQTPCQ8HXSKGK82:REFUND:true",
        time: "2026-01-15T17:04:05.000Z",
        testmode: true,
        vendoreventtype: "REFUND",
        data: {
          paymentId: "9913140798220028",
          refs: [payment],
          orderRef: "ord-7001",
          merchantReference: "rf-1|ord-7001",
          vendorStatus: "REFUND",
          method: { type: "card", brand: "visa" },
          refund: {
            refundId: "QFQTPCQ8HXSKGK82",
            refs: [{ ...payment, type: "refund", id: "QFQTPCQ8HXSKGK82" }],
            requestId: "rf-1",
            amount: { amount: 500, currency: "USD" },
            status: "succeeded",
          },
          occurredAt: "2026-01-15T17:04:05.000Z",
          finality: "provisional",
        },
      },
    ]);
  });

  test("with success false was refused", () => {
    expect(messagesOf(refund({ success: "false", reason: "Insufficient balance on payment" }))).toMatchObject(
      [
        {
          type: "payment.refund_failed.v1",
          eventId: "QFQTPCQ8HXSKGK82:REFUND:false",
          data: {
            refund: { status: "failed", requestId: "rf-1" },
            finality: "final",
            error: { message: "Insufficient balance on payment" },
          },
        },
      ],
    );
  });

  test("that fails after it had succeeded is a second message, though its success is true", () => {
    const [failed] = messagesOf(refund({ eventCode: "REFUND_FAILED", reason: "ACCOUNT_CLOSED" }));
    expect(failed).toMatchObject({
      type: "payment.refund_failed.v1",
      eventId: "QFQTPCQ8HXSKGK82:REFUND_FAILED:true",
      data: { orderRef: "ord-7001", refund: { status: "failed", failureCode: "ACCOUNT_CLOSED" } },
    });
  });

  test("that came back is payment.refund_reversed with Adyen's words", () => {
    expect(messagesOf(refund({ eventCode: "REFUNDED_REVERSED", reason: "Account closed" }))).toMatchObject([
      { type: "payment.refund_reversed.v1", data: { refund: { reversalReason: "Account closed" } } },
    ]);
  });

  test("made elsewhere has a reference of one part, which is the request's id and names no order", () => {
    const [message] = messagesOf(refund({ merchantReference: "cmd-1" }));
    expect(message?.data).toMatchObject({ merchantReference: "cmd-1", refund: { requestId: "cmd-1" } });
    expect(message?.data).not.toHaveProperty("orderRef", expect.anything());
  });

  test("told again is the same message", () => {
    expect(messagesOf(refund())).toEqual(messagesOf({ ...refund() }));
  });
});

describe("an authorisation", () => {
  test("is payment.authorized, with card and codes where the contract has them and the rest in ext", () => {
    expect(messagesOf(authorisationItem)).toMatchObject([
      {
        type: "payment.authorized.v1",
        eventId: "9913140798220028:AUTHORISATION:true",
        data: {
          paymentId: "9913140798220028",
          orderRef: "ord-7001",
          amount: { amount: 1402, currency: "USD" },
          method: {
            type: "card",
            brand: "mastercard",
            wallet: "apple_pay",
            last4: "4242",
            funding: "credit",
            entryMode: "CLESS_CHIP",
            vendorMethod: "mc_applepay",
          },
          authorizationCode: "683290",
          finality: "provisional",
          ext: { adyen: { expiryDate: "03/2030", operations: ["CANCEL", "CAPTURE", "REFUND"] } },
        },
      },
    ]);
  });

  test("carries no signature and no approval text into the message", () => {
    expect(JSON.stringify(messagesOf(authorisationItem))).not.toMatch(/hmacSignature|coqCmt|683290:4242/);
  });

  test("of an account that captures at once says that the money was taken, too", () => {
    expect(messagesOf(authorisationItem, { captures: "immediate" })).toMatchObject([
      { type: "payment.authorized.v1" },
      {
        type: "payment.captured.v1",
        eventId: "9913140798220028:AUTHORISATION:true:captured",
        data: { amountCaptured: { amount: 1402, currency: "USD" } },
      },
    ]);
  });

  test("names no order where the payment's reference is something else", () => {
    const [message] = messagesOf(authorisationItem, { paymentReference: "other" });
    expect(message?.data).toMatchObject({ orderRef: undefined, merchantReference: "ord-7001" });
  });

  test.each([
    ["Refused", "declined"],
    ["Not enough balance", "insufficient_funds"],
    ["Expired Card", "expired_card"],
    ["Blocked Card", "invalid_card"],
    ["3D Not Authenticated", "authentication_failed"],
    ["CVC Declined", "authentication_failed"],
    ["FRAUD-CANCELLED", "fraud"],
    ["Issuer Suspected Fraud", "fraud"],
    ["Withdrawal amount exceeded", "limit_exceeded"],
    ["Transaction Not Permitted", "not_supported"],
    ["Shopper Cancelled", "cancelled_by_customer"],
    ["Issuer Unavailable", "processor_error"],
    ["", "other"],
    ["Something new", "other"],
  ])("refused with %j has the reason %s", (text, reason) => {
    const additionalData = { refusalReasonRaw: "51 : Insufficient funds" };
    const refused = { ...authorisationItem, success: "false", reason: text, additionalData };
    expect(messagesOf(refused)).toMatchObject([
      { type: "payment.authorization_failed.v1", data: { reason, responseCode: "51", finality: "final" } },
    ]);
  });

  test("of another amount is told again, and a failed change of it is nothing", () => {
    const adjusted = refund({ eventCode: "AUTHORISATION_ADJUSTMENT" });
    expect(typesOf(adjusted)).toEqual(["payment.authorized.v1"]);
    expect(typesOf({ ...adjusted, success: "false" })).toEqual([]);
  });
});

describe("captures, cancellations, expiry", () => {
  test("a CAPTURE_FAILED is told as the published contract's sample has it", () => {
    const failed = refund({
      eventCode: "CAPTURE_FAILED",
      merchantReference: "cp-7001-1",
      reason: "Capture rejected by the scheme",
    });
    expect(messagesOf(failed)).toMatchObject([
      {
        type: "payment.capture_failed.v1",
        data: {
          reason: "rejected",
          capture: { captureId: "QFQTPCQ8HXSKGK82", requestId: "cp-7001-1" },
          error: { message: "Capture rejected by the scheme" },
          finality: "provisional",
        },
      },
    ]);
  });

  test.each([
    ["CAPTURE", {}, "payment.captured.v1"],
    ["CAPTURE", { success: "false" }, "payment.capture_failed.v1"],
    ["CANCELLATION", {}, "payment.cancelled.v1"],
    ["CANCELLATION", { success: "false" }, "payment.cancel_failed.v1"],
    ["TECHNICAL_CANCEL", {}, "payment.cancelled.v1"],
    ["CANCEL_OR_REFUND", { additionalData: { "modification.action": "cancel" } }, "payment.cancelled.v1"],
    ["CANCEL_OR_REFUND", { additionalData: { "modification.action": "refund" } }, "payment.refunded.v1"],
    ["CANCEL_OR_REFUND", { success: "false" }, "payment.cancel_failed.v1"],
    ["EXPIRE", { originalReference: undefined }, "payment.expired.v1"],
    ["REFUND_WITH_DATA", {}, "payment.refunded.v1"],
  ])("%s with %j is %s", (eventCode, changes, type) => {
    expect(typesOf(refund({ eventCode, ...changes }))).toEqual([type]);
  });

  test("a CANCEL_OR_REFUND that was done and does not say what goes to a person", () => {
    expect(() => messagesOf(refund({ eventCode: "CANCEL_OR_REFUND" }))).toThrow("modification.action");
  });
});

describe("a dispute", () => {
  test("is opened with the network's code and the day until which evidence counts", () => {
    const additionalData = {
      chargebackReasonCode: " 4853",
      defensePeriodEndsAt: "2021-07-31T03:03:07+02:00",
    };
    expect(messagesOf(refund({ eventCode: "CHARGEBACK", additionalData }))).toMatchObject([
      {
        type: "payment.dispute.opened.v1",
        data: {
          paymentId: "9913140798220028",
          dispute: {
            disputeId: "QFQTPCQ8HXSKGK82",
            stage: "chargeback",
            networkReasonCode: "4853",
            evidenceDueAt: "2021-07-31T01:03:07.000Z",
          },
        },
      },
    ]);
  });

  test.each([
    ["REQUEST_FOR_INFORMATION", "inquiry"],
    ["NOTIFICATION_OF_CHARGEBACK", undefined],
    ["CHARGEBACK", "chargeback"],
    ["SECOND_CHARGEBACK", "arbitration"],
    ["PREARBITRATION_OPEN", "arbitration"],
    ["SCHEME_ARBITRATION", "arbitration"],
  ])("%s is at the stage %s", (eventCode, stage) => {
    const [message] = messagesOf(refund({ eventCode }));
    expect(message).toMatchObject({ type: "payment.dispute.opened.v1", data: { dispute: { stage } } });
  });

  test.each([
    ["CHARGEBACK_REVERSED", "won", "provisional"],
    ["ISSUER_RESPONSE_TIMEFRAME_EXPIRED", "won", "final"],
    ["DISPUTE_DEFENSE_PERIOD_ENDED", "accepted", "final"],
    ["PREARBITRATION_WON", "won", "final"],
    ["PREARBITRATION_LOST", "lost", "final"],
    ["PREARBITRATION_ISSUER_WITHDRAWN", "withdrawn", "final"],
    ["SCHEME_ARBITRATION_WON", "won", "final"],
    ["SCHEME_ARBITRATION_LOST", "lost", "final"],
  ])("%s ends it: %s, %s", (eventCode, outcome, finality) => {
    const [message] = messagesOf(refund({ eventCode }));
    expect(message).toMatchObject({
      type: "payment.dispute.closed.v1",
      data: { dispute: { outcome }, finality },
    });
  });
});

describe("a notification", () => {
  test("of several items is as many messages, and none for a code that is not understood", () => {
    const items = [refund(), { eventCode: "REPORT_AVAILABLE" }, refund({ eventCode: "CAPTURE" })];
    expect(messagesIn(bodyOf(items)).map(({ type }) => type)).toEqual([
      "payment.refunded.v1",
      "payment.captured.v1",
    ]);
  });

  test.each([
    ["false", true],
    [false, true],
    ["true", false],
    [true, false],
    [undefined, undefined],
  ])("with live %j has testmode %s", (live, testmode) => {
    expect(messagesIn({ ...bodyOf([refund()]), live })[0]?.testmode).toBe(testmode);
  });

  test.each([
    ["no pspReference", { pspReference: undefined }],
    ["an amount that is no integer", { amount: { value: 1.5, currency: "USD" } }],
    ["an amount beyond what is exact", { amount: { value: "90071992547409930", currency: "USD" } }],
    ["a currency in lower case", { amount: { value: 1, currency: "usd" } }],
    ["a time without an offset", { eventDate: "2026-01-15T18:04:05" }],
    ["no success", { success: undefined }],
  ])("with %s is an error where its code is understood, and not silence", (_title, changes) => {
    const body = bodyOf([refund(changes)]);
    expect(NotificationBody.safeParse(body).success).toBe(false);
    expect(NotificationBody.safeParse(bodyOf([{ ...refund(changes), eventCode: "NEW" }])).success).toBe(true);
  });

  test.each(published.map((item) => [item.eventCode, item] as const))(
    "%s of Adyen's published examples is understood",
    (eventCode, item) => {
      const isOurs = (understoodCodes as readonly string[]).includes(eventCode);
      expect(messagesOf(item)).toHaveLength(isOurs ? 1 : 0);
    },
  );
});
