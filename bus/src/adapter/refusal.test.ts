import { checkData, loyaltyAccrueFailed, type Envelope } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { emission, rejected, unchanged } from "./outcome.ts";
import { answeredAt, refusalReason, tellingRefusal, vendorErrorOf } from "./refusal.ts";

const message: Envelope = {
  id: "0196a5b0-0000-7000-8000-000000000001",
  source: "pos",
  sourceId: "cmd-1",
  type: "loyalty.accrue.v1",
  extensions: {},
};
const [example] = loyaltyAccrueFailed.examples;
if (!example) throw new Error("the contract has no example");

test("a refusal is told by messages, and no other outcome is", () => {
  const tell = () => [emission(loyaltyAccrueFailed, example)];
  expect(tellingRefusal(rejected("301", "No."), tell)).toMatchObject({
    code: "301",
    emit: [{ data: example }],
  });
  expect(tellingRefusal(unchanged("nothing to do"), tell)).toEqual(unchanged("nothing to do"));
});

test("the vendor's words fit every contract, however long they are", () => {
  const error = vendorErrorOf(rejected("c".repeat(300), "w".repeat(3_000)));
  expect(checkData(loyaltyAccrueFailed, { ...example, error })).toMatchObject({ ok: true });
});

test.each([
  ["E7", "No such user.", "not_found"],
  ["E9", "The login is taken already, and is not found elsewhere.", "duplicate"],
  ["E9", "It is E7's fault.", "other"],
])("the reason of %s (%s) is %s: the first that fits, by code or text", (code, text, reason) => {
  const reasons = [
    [/already/i, "duplicate"],
    [/^E7\b|not found/i, "not_found"],
  ] as const;
  expect(refusalReason(rejected(code, text), reasons)).toBe(reason);
});

test.each([
  ["the vendor's clock", { date: "Thu, 15 Jan 2026 18:04:05 GMT" }, "2026-01-15T18:04:05.000Z"],
  ["the message's time where the vendor tells none", {}, "2026-01-15T18:00:00Z"],
  ["the message's time where the vendor's is no date", { date: "soon" }, "2026-01-15T18:00:00Z"],
])("a refusal happened at %s", (_what, headers, expected) => {
  const response = { status: 422, headers, body: "", json: undefined };
  expect(answeredAt({ ...message, time: "2026-01-15T18:00:00Z" }, response)).toBe(expected);
});

test("a refusal without any time happened when the message was accepted", () => {
  expect(answeredAt(message)).toBe(new Date(0x01_96_a5_b0_00_00).toISOString());
});
