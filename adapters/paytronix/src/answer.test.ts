import { describe, expect, test } from "vitest";
import { answerWith, fixture, settings } from "../examples.ts";
import { readAnswer } from "./answer.ts";

const read = (json: unknown, status = 200, changes = {}) =>
  readAnswer(answerWith(json, status), settings(changes));

const denial = {
  result: "denied",
  responseCode: 301,
  responseMessage: "Card is not active",
  errorCode: "transaction.card_not_active",
};

describe("an answer that did something", () => {
  test("is done with the transaction's id", () => {
    expect(read(fixture("add-redeem.reply"))).toMatchObject({ kind: "done", transactionId: "148240240" });
  });

  test("of a ticket is read from the reply inside it", () => {
    expect(read(fixture("ticket.reply"))).toMatchObject({ kind: "done", transactionId: "148240240" });
  });

  test("may be a variant of what was asked for", () => {
    const variant = { result: "authorizedVariantSuccess", responseCode: 201, pxTransactionId: 7 };
    expect(read(variant)).toMatchObject({ kind: "done", transactionId: "7" });
  });

  test("keeps an id beyond 2^53, which arrives as a string", () => {
    const answer = read({ result: "authorizedSuccess", pxTransactionId: "9223372036854775807" });
    expect(answer).toMatchObject({ kind: "done", transactionId: "9223372036854775807" });
  });
});

describe("an answer inside HTTP 200", () => {
  test.each([
    [{ result: "noWorkSuccess" }, "unchanged", undefined],
    [{ result: "noRewardsApplied" }, "unchanged", undefined],
    [denial, "rejected", "301"],
    [{ result: "userDataError", responseCode: 404, responseMessage: "Bad card" }, "rejected", "404"],
    [
      { result: "failure", responseCode: 600, errorCode: "transaction.phone_uniqueness_error" },
      "rejected",
      "transaction.phone_uniqueness_error",
    ],
    [{ result: "failed", errorCode: "check.invalid" }, "rejected", "check.invalid"],
    [{ result: "failure", responseCode: 650 }, "rejected", "650"],
    [
      { result: "invalidInputs", errorCode: "enrollment_input.validation_error" },
      "rejected",
      "enrollment_input.validation_error",
    ],
    [{ result: "uniquenessConflict", conflictingFields: ["email"] }, "rejected", "uniquenessConflict"],
    [{ result: "success", reply: denial }, "rejected", "301"],
    [{ result: "success" }, "inDoubt", "noTransactionId"],
    [{ result: "somethingNew", pxTransactionId: 1 }, "inDoubt", "unknownResult"],
    [{ ok: true }, "inDoubt", "unreadable"],
    [undefined, "inDoubt", "unreadable"],
  ])("%j is %s %s", (json, kind, code) => {
    expect(read(json)).toMatchObject(code === undefined ? { kind } : { kind, code });
  });

  test("is worth another try for the codes that the settings name, and for no others", () => {
    const failure = { result: "failure", responseCode: 611, errorCode: "system.busy", errorMessage: "Busy" };
    expect(read(failure, 200, { retryableCodes: ["system.busy"] })).toMatchObject({
      kind: "retry",
      code: "system.busy",
    });
    expect(read(failure, 200, { retryableCodes: ["611"] })).toMatchObject({ kind: "retry" });
    expect(read(failure, 200, { retryableCodes: ["612"] })).toMatchObject({ kind: "rejected" });
  });

  test("never retries a denial, whatever the settings name", () => {
    expect(read(denial, 200, { retryableCodes: ["301"] })).toMatchObject({ kind: "rejected" });
  });

  test("gives operators the vendor's words, without its long numbers", () => {
    const text = "Card 6000201000200841 is not active";
    expect(read({ ...denial, responseMessage: text })).toMatchObject({ message: "Card …0841 is not active" });
  });
});

describe("another HTTP status", () => {
  test.each([
    [401, "blocked", "http401"],
    [403, "blocked", "http403"],
    [302, "blocked", "http302"],
    [404, "blocked", "http404"],
    [408, "inDoubt", "http408"],
    [400, "rejected", "http400"],
    [422, "rejected", "http422"],
  ])("%d is %s", (status, kind, code) => {
    expect(read(undefined, status)).toMatchObject({ kind, code });
  });

  test("429 is throttled, and the wait is the header's affair", () => {
    expect(read({ message: "Too many requests." }, 429)).toMatchObject({ kind: "throttled" });
  });

  test("401 names the secrets to mend, even where the body says something else", () => {
    const answer = read({ result: "failure", errorCode: "unauthorized" }, 401);
    expect(answer).toMatchObject({ message: expect.stringMatching(/integrationId and integrationSecret/) });
  });

  test("404 names the setting to mend", () => {
    expect(read("not found", 404)).toMatchObject({ message: expect.stringMatching(/baseUrl/) });
  });

  test("400 with a result is read by the result", () => {
    expect(read(denial, 400)).toMatchObject({ kind: "rejected", code: "301" });
  });
});
