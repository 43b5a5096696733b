import { isTellingKey } from "@spindlebus/bus/engine";
import { expect, test } from "vitest";
import { adminClient } from "./testing/admin-client.ts";

const redaction = async () => (await adminClient().ask("/api/v1/redaction", { token: "viewer" })).json;

test("of each contract it is told what is personal or sensitive, and not what is only locked", async () => {
  const { contracts } = await redaction();
  const [order] = contracts;
  expect(order).toMatchObject({ type: "order.completed.v1", subject: "customer.memberId" });
  expect(order.hidden).toContainEqual({ pointer: "/customer/email", class: "personal" });
  expect(order.hidden.map((each: { class: string }) => each.class)).not.toContain("locked");
});

test("the words for keys are those that masking goes by", async () => {
  const { keys } = await redaction();
  expect(keys.shown.filter((word: string) => !isTellingKey(word))).toEqual([]);
  expect(keys.shownEnds.filter((end: string) => !isTellingKey(`any_${end}`))).toEqual([]);
  expect(keys.hidden.filter((word: string) => isTellingKey(`${word}_id`))).toEqual([]);
});

test("what every message is told by is always shown", async () => {
  const { attributes } = await redaction();
  expect(attributes).toEqual(expect.arrayContaining(["id", "source", "traceparent"]));
  expect(attributes).not.toContain("subject");
});
