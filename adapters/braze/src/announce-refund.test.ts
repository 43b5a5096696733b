import { vendorAnswer, jsonBodyOf } from "@spindlebus/bus/testing";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { exampleRefund, message, settings } from "../examples.ts";
import { announceRefund } from "./announce-refund.ts";

const guest = { kind: "guest", id: "ord-7001", vendorId: "mbr-1815", facts: {} };
const context = {
  settings,
  message: message(announceRefund.on.type),
  recalled: { guest },
  idempotencyKey: "key-1",
};
const read = (status: number, json: unknown) =>
  announceRefund.interpret(vendorAnswer(status, json), exampleRefund(), { ...context, step: 0, carry: null });

test("the guest of the order is told by the campaign", () => {
  const request = announceRefund.request(exampleRefund(), context);
  const fixture = readFileSync(new URL("../fixtures/announce-refund.request.json", import.meta.url), "utf8");
  expect(request).toMatchObject({ method: "POST", path: "/campaigns/trigger/send" });
  expect(jsonBodyOf(request)).toEqual(JSON.parse(fixture));
});

test("nobody is told where the connection names no campaign", () => {
  const { refundCampaignId: _campaign, ...without } = settings;
  expect(announceRefund.skip?.(exampleRefund(), { settings: without })).toContain("no campaign");
  expect(announceRefund.skip?.(exampleRefund(), { settings })).toBe(false);
});

test("the guest is looked for by the order, then by the payment alone", () => {
  expect(announceRefund.recall?.(exampleRefund())).toEqual({
    guest: {
      kind: "guest",
      ids: ["ord-7001", "payment:pi_3SpindleExample7001", "payment:ch_3SpindleExample7001"],
      writtenBy: "trackOrders",
      entityKey: "ord-7001",
    },
  });
});

test.each([
  ["sent", 201, { message: "success", dispatch_id: "d-1" }, { kind: "applied", reference: "d-1" }],
  [
    "taken on with errors",
    201,
    { message: "success", dispatch_id: "d-1", errors: ["hm"] },
    { kind: "inDoubt", code: "success_with_errors" },
  ],
  ["refused", 400, { message: "Invalid Campaign ID" }, { kind: "rejected", code: "http_400" }],
])("a message that was %s is that", (_what, status, json, outcome) => {
  expect(read(status, json)).toMatchObject(outcome);
});
