import { describe, expect, test } from "vitest";
import { answerWith, envelope, fixture, settings, uuidV7 } from "../examples.ts";
import { earliest, findTicket, historyRequest } from "./history.ts";

const search = {
  card: "6000201000200841",
  identifier: "ord-7001",
  number: "7001",
  since: "2026-01-15T18:00:00.000Z",
};

const entry = (changes: object = {}) => ({
  transactionId: 5,
  datetime: "2026-01-15 18:04:06 +0000",
  posTransactionId: "another",
  details: [],
  ...changes,
});

const find = (transactions: readonly object[], changes = {}) =>
  findTicket(answerWith({ result: "success", transactions }), search, settings(changes));

describe("a history request", () => {
  test("asks for the card from the day before the ticket on, without an end", () => {
    expect(historyRequest(search, settings())).toMatchObject({
      method: "GET",
      path:
        "/guest/transactionHistory.json?merchantId=1107&authentication=b2b&printedCardNumber=6000201000200841" +
        "&dateStart=2026-01-14&maxNumberOfResults=1000",
    });
  });
});

describe("a ticket in the history", () => {
  test("is found by the number that the guest saw, with what it changed", () => {
    expect(findTicket(answerWith(fixture("history.reply")), search, settings())).toEqual({
      kind: "found",
      done: {
        transactionId: "148240240",
        changes: { added: [{ walletCode: 1, quantity: "12" }], taken: [] },
      },
    });
  });

  test.each(["uniqueIdentifier", "posTransactionId", "checkNumber"])("is found by its %s", (key) => {
    expect(find([entry({ [key]: "ord-7001" })])).toMatchObject({ kind: "found" });
  });

  test("is found where numbers are JSON numbers, and ids beyond 2^53 strings", () => {
    const found = find([entry({ posTransactionId: 7001, transactionId: "9223372036854775807" })]);
    expect(found).toMatchObject({ kind: "found", done: { transactionId: "9223372036854775807" } });
  });

  test("is another's where its identifier is another, although the number is the same", () => {
    expect(find([entry({ uniqueIdentifier: "ord-1", posTransactionId: "7001" })])).toEqual({
      kind: "absent",
    });
  });

  test("is unclear without its id or its changes", () => {
    const ours = { posTransactionId: "ord-7001" };
    expect(find([entry({ ...ours, transactionId: undefined })])).toMatchObject({ kind: "unclear" });
    expect(find([entry({ ...ours, details: undefined })])).toMatchObject({ kind: "unclear" });
  });
});

describe("a ticket that is not in the history", () => {
  test("is absent where the history is empty, or has others' tickets only", () => {
    expect(find([])).toEqual({ kind: "absent" });
    expect(find([entry(), entry()])).toEqual({ kind: "absent" });
  });

  test("is unclear where a transaction of that time does not name its ticket", () => {
    expect(find([entry({ posTransactionId: undefined })])).toMatchObject({ kind: "unclear" });
    expect(find([entry({ posTransactionId: "", datetime: "?" })])).toMatchObject({ kind: "unclear" });
  });

  test("is absent where only an older transaction does not name its ticket", () => {
    const older = entry({ posTransactionId: undefined, datetime: "2026-01-10 18:04:06 +0000" });
    expect(find([older])).toEqual({ kind: "absent" });
  });

  test("is unclear where the history may have been cut off", () => {
    expect(find([entry(), entry()], { historyLimit: 2 })).toMatchObject({ kind: "unclear" });
    expect(find([entry(), entry()], { historyLimit: 3 })).toEqual({ kind: "absent" });
  });

  test.each([
    [{ result: "failure", errorCode: "guest.invalid_card" }, 200],
    [{ result: "success" }, 200],
    [{ result: "success", transactions: [{ transactionId: {} }] }, 200],
    ["<html>", 200],
    [{ result: "success", transactions: [] }, 404],
  ])("is unclear where the answer is %j with status %d", (json, status) => {
    expect(findTicket(answerWith(json, status), search, settings())).toMatchObject({ kind: "unclear" });
  });

  test("is unclear where the credentials are refused, and says what to mend", () => {
    const finding = findTicket(answerWith({}, 401), search, settings());
    expect(finding).toMatchObject({ reason: expect.stringMatching(/integrationSecret/) });
  });
});

describe("the earliest time of a ticket", () => {
  const message = envelope("order.completed.v1", "2026-01-15T18:04:05.000Z");

  test("is the first of the times that the message tells", () => {
    const times = ["2026-01-15T18:00:00.000Z", undefined, "2026-01-15T18:04:05.000Z"];
    expect(earliest(message, ...times)).toBe("2026-01-15T18:00:00.000Z");
  });

  test("is the message's arrival where a till's clock is ahead", () => {
    const arrived = "2026-01-15T18:04:06.000Z";
    const ahead = { ...message, id: uuidV7(Date.parse(arrived)) };
    expect(earliest(ahead, "2031-01-15T18:00:00.000Z")).toBe(arrived);
  });

  test("does not need an id with a time in it", () => {
    expect(earliest({ ...message, id: "m-1" }, "2026-01-15T18:00:00.000Z")).toBe("2026-01-15T18:00:00.000Z");
  });
});
