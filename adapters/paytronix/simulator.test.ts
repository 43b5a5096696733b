import { get, post } from "@spindlebus/bus/adapter";
import type { SimulatorClock } from "@spindlebus/bus/testing";
import { describe, expect, test } from "vitest";
import { exampleOrder, fixture, settings } from "./examples.ts";
import { sent, startPaytronix } from "./simulator/at-work.ts";
import { AddRedeem, PostAndAccruePoints, Reverse } from "./simulator/requests.ts";
import { accruePoints } from "./src/accrue-points.ts";
import { HistoryReply, paths } from "./src/vendor.ts";

const card = "6000201000200841";
const ticket = () => post(paths.postAndAccruePoints, fixture("ticket.request"));
const headerInfo = {
  merchantId: 1107,
  storeCode: "0042",
  operatorId: "0",
  terminalId: "bus",
  posTransactionId: "re_1",
  senderId: "POS",
  programId: "LP",
};
const subtract = (quantity: number, posTransactionId = "re_1") =>
  post(paths.addRedeem, {
    headerInfo: { ...headerInfo, posTransactionId },
    cardInfo: { printedCardNumber: card },
    addWalletContents: [],
    redeemWalletContents: [{ walletCode: 1, quantity }],
  });
const reverse = (pxTransactionId: unknown) => ({
  ...post(paths.reverse, {}),
  body: `{"headerInfo":${JSON.stringify(headerInfo)},"pxTransactionId":${String(pxTransactionId)}}`,
});
const history = (query: Readonly<Record<string, string | number>> = {}) =>
  get(paths.transactionHistory, {
    merchantId: 1107,
    authentication: "b2b",
    printedCardNumber: card,
    ...query,
  });

/** A clock that a test sets. */
function setClock(start = "2026-01-15T18:04:06.000Z") {
  let ms = Date.parse(start);
  const clock: SimulatorClock = { nowMs: () => ms, wait: () => Promise.resolve() };
  return { clock, set: (instant: string) => (ms = Date.parse(instant)) };
}

/** Every place in a value, as the path to it. */
function placesIn(
  value: unknown,
  path: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [path];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...entries.flatMap(([key, child]) => placesIn(child, [...path, key]))];
}

/** The value with one place made something else, or taken out. */
function changedAt(value: unknown, [key, ...rest]: readonly (string | number)[], to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value))
    return value.map((child, index) => (index === key ? changedAt(child, rest, to) : child));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, child]) => [
    name,
    name === key ? changedAt(child, rest, to) : child,
  ]);
  return Object.fromEntries(entries.filter(([, child]) => child !== undefined));
}

describe("the shape of requests", () => {
  test("is as in the sample bodies of the vendor", () => {
    expect(PostAndAccruePoints.safeParse(fixture("ticket.request")).error).toBeUndefined();
    expect(AddRedeem.safeParse(fixture("add-redeem.request")).error).toBeUndefined();
  });

  test.each([
    ["a ticket", PostAndAccruePoints, fixture("ticket.request"), ticketOptionals()],
    [
      "an addition",
      AddRedeem,
      fixture("add-redeem.request"),
      /^(headerInfo\/datetime|orderMethod|deliveryMethod)$/,
    ],
    ["a reversal", Reverse, { headerInfo, pxTransactionId: 1 }, /^$/],
  ] as const)(
    "of %s misses nothing that is required, and has no wrong type",
    (_name, schema, sample, optional) => {
      for (const place of placesIn(sample).filter((path) => path.length > 0)) {
        const name = place.join("/");
        expect([name, schema.safeParse(changedAt(sample, place, { wrong: true })).success]).toEqual([
          name,
          false,
        ]);
        if (typeof place.at(-1) === "number") continue;
        const without = schema.safeParse(changedAt(sample, place, undefined)).success;
        expect([name, without]).toEqual([name, optional.test(name)]);
      }
    },
  );

  function ticketOptionals(): RegExp {
    const header = "check/header/(uniqueIdentifier|closeTime|orderMethod|deliveryMethod)";
    const items =
      "check/items/0/(name|quantity|categories|modifiers|discounts|categories/0/name|modifiers/0/(name|quantity))";
    const tender = "check/items/1/detail(/cardType|/masked)?";
    return new RegExp(`^(${header}|${items}|${tender}|check/totals/(checkTotal|tipTotal))$`);
  }

  test("has exactly one identifier of the card", () => {
    const sample = fixture("add-redeem.request");
    const cards = [{}, { printedCardNumber: card, phoneNumber: "6175550101" }];
    for (const cardInfo of cards) {
      expect(AddRedeem.safeParse(changedAt(sample, ["cardInfo"], cardInfo)).success).toBe(false);
    }
  });

  test("has a wallet for a loyalty discount", () => {
    const discount = { type: "discountItem", itemId: "d", price: -1, discountSource: "loyalty" };
    const withDiscount = (item: object) => changedAt(fixture("ticket.request"), ["check", "items"], [item]);
    expect(PostAndAccruePoints.safeParse(withDiscount(discount)).success).toBe(false);
    const whole = { ...discount, walletCode: 863, walletQuantity: 1 };
    expect(PostAndAccruePoints.safeParse(withDiscount(whole)).success).toBe(true);
  });
});

describe("the simulated Paytronix", () => {
  test.each([
    ["no credentials", ""],
    ["a wrong secret", `Basic ${btoa("spindle-integration:wrong")}`],
    ["another scheme", "Bearer spindle-integration"],
  ])("answers 401 to %s, on every endpoint", async (_name, authorization) => {
    const { send, control } = await startPaytronix();
    for (const request of [ticket(), subtract(1), reverse(1), history()]) {
      expect((await send(request, { authorization })).status).toBe(401);
    }
    expect(await control.effects()).toEqual([]);
  });

  test("refuses a body of the wrong shape inside HTTP 200, with every fault in it", async () => {
    const { send, control } = await startPaytronix();
    const answer = await send(post(paths.postAndAccruePoints, { merchantId: "1107", storeCode: "" }));
    expect(answer).toMatchObject({ status: 200, json: { result: "failure", responseCode: 600 } });
    expect(answer.body).toMatch(/\/merchantId: .*\/storeCode: .*\/check: /);
    expect(await control.effects()).toEqual([]);
  });

  test.each([
    ["what is not JSON", { body: "{" }, "request.validation_error"],
    ["a form", { headers: { "content-type": "text/plain" } }, "request.content_type"],
  ])("refuses %s", async (_name, change, errorCode) => {
    const { send } = await startPaytronix();
    expect(await send({ ...ticket(), ...change })).toMatchObject({ json: { result: "failure", errorCode } });
  });

  test("refuses another merchant's requests, and cards that are none", async () => {
    const { send, control } = await startPaytronix({ settings: { merchantId: 7 } });
    expect((await send(ticket())).json).toMatchObject({ errorCode: "request.invalid_merchant" });
    expect((await send(subtract(1))).json).toMatchObject({ errorCode: "request.invalid_merchant" });
    expect((await send(history())).json).toMatchObject({ errorCode: "request.invalid_merchant" });
    const noCard = {
      ...exampleOrder(),
      loyalty: { member: { refs: [{ vendor: "paytronix", type: "card", id: "Ada" }] } },
    };
    const request = accruePoints.request(noCard, {
      settings: settings({ merchantId: 7 }),
      message: { id: "m", source: "/t", sourceId: "s", type: "order.completed.v1", extensions: {} },
      recalled: {},
      idempotencyKey: "k",
    });
    expect((await send(sent(request))).json).toMatchObject({ result: "userDataError" });
    expect(await control.effects()).toEqual([]);
  });

  test("earns a point for each whole unit of a ticket, as one effect under the order's id", async () => {
    const { send, control } = await startPaytronix();
    const answer = await send(ticket());
    expect(answer.json).toMatchObject({
      result: "success",
      reply: {
        result: "authorizedSuccess",
        changedWalletContents: [{ operationType: 1, walletCode: 1, quantity: 12 }],
      },
    });
    expect(await control.effects()).toMatchObject([
      { operation: "accruePoints", reference: "ord-7001", points: 12, card },
    ]);
  });

  test("detects no duplicate: the same ticket again earns again", async () => {
    const { send, control } = await startPaytronix();
    await send(ticket());
    await send(ticket());
    const effects = await control.effects();
    expect(effects).toHaveLength(2);
    expect(new Set(effects.map(({ pxTransactionId }) => pxTransactionId)).size).toBe(2);
  });

  test("has nothing to do for a ticket that earns nothing", async () => {
    const { send, control } = await startPaytronix();
    const cheap = changedAt(fixture("ticket.request"), ["check", "totals", "subTotal"], 0.99);
    expect((await send(post(paths.postAndAccruePoints, cheap))).json).toEqual({ result: "noWorkSuccess" });
    expect(await control.effects()).toEqual([]);
  });

  test("has ids that JavaScript's numbers cannot hold", async () => {
    const { send } = await startPaytronix();
    const { body, json } = await send(ticket());
    const [, id] = /"pxTransactionId":(\d+)/.exec(body) ?? [];
    expect(Number.isSafeInteger(Number(id))).toBe(false);
    expect(json).toMatchObject({ reply: { pxTransactionId: id } });
  });

  test("subtracts what was asked, less where the card holds less, and nothing where it holds nothing", async () => {
    const { send, control } = await startPaytronix();
    await send(ticket());
    expect((await send(subtract(5))).json).toMatchObject({ result: "authorizedSuccess", responseCode: 200 });
    expect((await send(subtract(10))).json).toMatchObject({
      result: "authorizedVariantSuccess",
      responseCode: 201,
      changedWalletContents: [{ operationType: 2, quantity: 7 }],
    });
    expect((await send(subtract(1))).json).toMatchObject({ result: "denied", responseCode: 320 });
    expect((await control.effects()).map(({ points }) => points)).toEqual([12, -5, -7]);
  });

  test("reverses a transaction once, within seven days", async () => {
    const { clock, set } = setClock();
    const { send, control } = await startPaytronix({ clock });
    await send(ticket());
    const [effect] = await control.effects();
    const id = effect?.["pxTransactionId"];
    set("2026-01-22T18:04:07.000Z");
    expect((await send(reverse(id))).json).toMatchObject({ errorCode: "transaction.too_old" });
    set("2026-01-22T18:04:06.000Z");
    expect((await send(reverse(id))).json).toMatchObject({ result: "authorizedSuccess" });
    expect((await send(reverse(id))).json).toMatchObject({ result: "userDataError", responseCode: 432 });
    expect((await send(reverse(1))).json).toMatchObject({ errorCode: "transaction.not_found" });
    expect(
      (await control.effects()).map(({ operation, reference, points }) => [operation, reference, points]),
    ).toEqual([
      ["accruePoints", "ord-7001", 12],
      ["reverseOrAdjust", "re_1", -12],
    ]);
  });

  test("shows a card's history, the latest first, in pages and by day", async () => {
    const { clock, set } = setClock();
    const { send } = await startPaytronix({ clock });
    await send(ticket());
    set("2026-01-17T00:00:00.000Z");
    await send(subtract(5));
    const names = async (query = {}) => {
      const { json } = await send(history(query));
      return HistoryReply.parse(json).transactions.map(({ posTransactionId }) => posTransactionId);
    };
    expect(await names()).toEqual(["re_1", "7001"]);
    expect(await names({ maxNumberOfResults: 1 })).toEqual(["re_1"]);
    expect(await names({ dateStart: "2026-01-16" })).toEqual(["re_1"]);
    expect(await names({ dateEnd: "2026-01-15" })).toEqual(["7001"]);
    expect(await names({ printedCardNumber: "6000201000299999" })).toEqual([]);
  });

  test("misses the latest transactions for its read lag", async () => {
    const { clock, set } = setClock();
    const { send } = await startPaytronix({ clock, readLagMs: 2_000 });
    await send(ticket());
    expect((await send(history())).json).toMatchObject({ transactions: [] });
    set("2026-01-15T18:04:08.000Z");
    expect((await send(history())).json).toMatchObject({ transactions: [{ posTransactionId: "7001" }] });
  });

  test("refuses in the vendor's way under a fault, and does nothing", async () => {
    const { send, control } = await startPaytronix();
    await control.putFault({ kind: "reject" });
    const refused = [await send(ticket()), await send(subtract(1)), await send(reverse(1))];
    for (const answer of refused) {
      expect(answer).toMatchObject({
        status: 200,
        json: { result: "denied", responseCode: 301, responseMessage: "The card is not active." },
      });
    }
    await control.putFault({ kind: "rateLimit" });
    expect(await send(ticket())).toMatchObject({ status: 429, headers: { "retry-after": "1" } });
    expect(await control.effects()).toEqual([]);
  });

  test("knows a return ticket as the adapter's way to adjust", async () => {
    const { send, control } = await startPaytronix();
    const returned = changedAt(
      changedAt(fixture("ticket.request"), ["check", "header", "isReturn"], true),
      ["check", "totals", "subTotal"],
      -4.62,
    );
    await control.putFault({ kind: "reject", operation: "accruePoints" });
    await send(post(paths.postAndAccruePoints, returned));
    expect(await control.effects()).toMatchObject([{ operation: "reverseOrAdjust", points: -4 }]);
  });
});
