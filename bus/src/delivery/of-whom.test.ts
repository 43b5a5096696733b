import { customerErase, orderCompleted } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import type { Route } from "../route.ts";
import type { Transition } from "./decide.ts";
import { ofWhom } from "./of-whom.ts";
import type { Token } from "./token.ts";

const done: Transition = { state: "applied", attempts: 0, era: 0, inDoubt: false, facts: [] };
const fact = { kind: "accrual", id: "ord-1", vendorId: "1", facts: {} };
const routeOn = (on: unknown): Route =>
  ({
    name: "okta.eraseGuest",
    operation: { on },
    connection: { adapter: { name: "okta" } },
  }) as unknown as Route;
const tokenOf = (type: string, data: unknown): Token =>
  ({ envelope: { type }, body: Buffer.from(JSON.stringify(data)) }) as unknown as Token;

const order = tokenOf("order.completed.v1", { customer: { memberId: "mbr-1815" } });
const refs = [
  { vendor: "okta", type: "user", id: "00u2" },
  { vendor: "paytronix", type: "card", id: "6000" },
];
const erasure = tokenOf("customer.erase.v1", { memberId: "mbr-1815", refs });

test("a fact is about the message's subject, unless the adapter knows better", () => {
  const facts = [fact, { ...fact, subject: "mbr-1906" }];
  const { facts: told } = ofWhom({ ...done, facts }, routeOn(orderCompleted), order);
  expect(told.map(({ subject }) => subject)).toEqual(["mbr-1815", "mbr-1906"]);
});

test("a fact of a message that cannot be read is about nobody", () => {
  const broken = { ...order, body: Buffer.from("{") };
  const { facts } = ofWhom({ ...done, facts: [fact] }, routeOn(orderCompleted), broken);
  expect(facts).toMatchObject([{ id: "ord-1", subject: undefined }]);
});

test.each(["applied", "unchanged"] as const)(
  "a request to forget somebody that is %s names them by the chain's id and by this vendor's, and by no other",
  (state) => {
    const { forget } = ofWhom({ ...done, state }, routeOn(customerErase), erasure);
    expect(forget).toEqual(["mbr-1815", "00u2"]);
  },
);

test.each(["waiting", "dead", "superseded"] as const)("one that is %s forgets nobody yet", (state) => {
  expect(ofWhom({ ...done, state }, routeOn(customerErase), erasure)).not.toHaveProperty("forget");
});

test("one that is only shown forgets nobody, for nobody was asked", () => {
  const shadow = { ...erasure, shadows: ["okta.eraseGuest"] };
  expect(ofWhom({ ...done, state: "unchanged" }, routeOn(customerErase), shadow)).not.toHaveProperty(
    "forget",
  );
});

test("any other message forgets nobody", () => {
  expect(ofWhom(done, routeOn(orderCompleted), order)).toBe(done);
});
