import { expect, test } from "vitest";
import { noteToken } from "../testing/delivery/note.ts";
import { gapsOf, type DeliveryStanding, type MessageStanding } from "./compare.ts";

const message = { token: noteToken({ routes: ["toy.a", "toy.b"] }), acceptedAtMs: 0 };
const standing = (
  intake: MessageStanding["intake"],
  deliveries: Readonly<Record<string, DeliveryStanding>> = {},
): MessageStanding => ({ intake, deliveries: new Map(Object.entries(deliveries)) });
const fine = { bodyless: false };
const never = () => false;

test("a message that intake and ledger know has no gap", () => {
  expect(gapsOf(message, standing("known", { "toy.a": fine, "toy.b": fine }), never)).toEqual([]);
});

test("each decided route without a delivery is a gap of its own", () => {
  expect(gapsOf(message, standing("known", { "toy.a": fine }), never)).toEqual([
    { kind: "delivery", route: "toy.b" },
  ]);
});

test("a route whose token may come is none yet", () => {
  expect(gapsOf(message, standing("known"), (route) => route === "toy.a")).toEqual([
    { kind: "pending", route: "toy.a" },
    { kind: "delivery", route: "toy.b" },
  ]);
});

test("a lost intake row is a gap beside those of its routes", () => {
  expect(gapsOf(message, standing("lost", { "toy.b": fine }), never)).toEqual([
    { kind: "intake" },
    { kind: "delivery", route: "toy.a" },
  ]);
});

test("an open delivery whose bytes are nowhere is a gap", () => {
  const deliveries = { "toy.a": { bodyless: true }, "toy.b": fine };
  expect(gapsOf(message, standing("known", deliveries), never)).toEqual([{ kind: "body", route: "toy.a" }]);
});

test("a message that a repeat has replaced gets nothing: the repeat carries what it was meant to do", () => {
  expect(gapsOf(message, standing("elsewhere"), never)).toEqual([{ kind: "repeated" }]);
});
