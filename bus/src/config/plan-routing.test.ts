import { customerProfileChanged } from "@spindlebus/contracts";
import { describe, expect, test } from "vitest";
import {
  erasingAdapter,
  erasureOf,
  orderAt,
  planPoints,
  profilesAdapter,
  refundOf,
} from "../testing/routing/points-bus.ts";

const stores = {
  "0042": { brand: "burgers", country: "US" },
  "0107": { brand: "tacos", country: "CA" },
};
const routesOf = (plan: ReturnType<typeof planPoints>, message = orderAt("0042", "o-1")) =>
  plan.routing(message).routes;

describe("a connection that serves some stores", () => {
  test.each([
    ["a store by its id", { stores: ["0042"] }],
    ["a brand", { brands: ["burgers", "tacos"], countries: ["US"] }],
    ["a country", { countries: ["US"] }],
  ])("named by %s gets what happened there, and nothing else", (_by, serves) => {
    const plan = planPoints({ stores, connections: { us: { serves }, all: {} } });
    expect(routesOf(plan)).toEqual(["us.earn", "all.earn"]);
    expect(routesOf(plan, orderAt("0107", "o-2"))).toEqual(["all.earn"]);
  });

  test("gets what happened at a store that is not said, or that nobody knows of", () => {
    const plan = planPoints({ stores, connections: { us: { serves: { countries: ["US"] } } } });
    expect(routesOf(plan, refundOf("o-1"))).toEqual(["us.takeBack"]);
    expect(routesOf(plan, orderAt("9999", "o-1"))).toEqual(["us.earn"]);
  });

  test.each([
    [{ countries: ["UK"] }, /connections\.us\.serves\.countries: none .* has "UK"/],
    [{ brands: ["burger"] }, /serves\.brands: .* has "burger"\. Did you mean "burgers"\?/],
    [{ stores: ["042"] }, /serves\.stores: .* has "042"\. Did you mean "0042"\?/],
  ])("cannot be said to serve %o, which no store has", (serves, fault) => {
    expect(() => planPoints({ stores, connections: { us: { serves } } })).toThrow(fault);
  });

  test("cannot be one whose messages name no store; the contracts are named", () => {
    const connections = { crm: { adapter: profilesAdapter, serves: { stores: ["0042"] } } };
    expect(() => planPoints({ connections })).toThrow(
      `connections.crm.serves: ${customerProfileChanged.type} name no store`,
    );
  });
});

test("what no filter and no roll-out concerns is decided once for all messages of its type", () => {
  const plan = planPoints({ connections: { one: {}, two: {} } });
  expect(plan.routing(orderAt("0042", "o-1"))).toBe(plan.routing(orderAt("0107", "o-2")));
  expect(plan.routing(refundOf("o-1")).choices).toEqual([]);
});

describe("a roll-out", () => {
  const among = [{ connection: "new", share: 5, units: ["0042"] }];
  const connections = { old: {}, new: {}, other: {} };
  const loyalty = { by: "store", among, rest: "old" } as const;
  const choicesOf = (message = orderAt("0042", "o-1")) =>
    planPoints({ connections, rollouts: { loyalty } }).routing(message).choices;

  test("leaves the routes of its connections to a choice, which knows why", () => {
    const plan = planPoints({ connections, rollouts: { loyalty } });
    expect(plan.routing(orderAt("0042", "o-1"))).toMatchObject({
      routes: ["other.earn"],
      choices: [
        {
          rollout: "loyalty",
          proposal: { connection: "new", because: "store 0042: named" },
          routes: new Map([
            ["new", ["new.earn"]],
            ["old", ["old.earn"]],
          ]),
        },
      ],
    });
  });

  test("asks for what was chosen for the order, then for the payments that it names", () => {
    expect(choicesOf()[0]?.keys).toEqual(["order:o-1", "payment:pi_o-1"]);
    expect(choicesOf(refundOf("o-1"))[0]?.keys).toEqual(["payment:pi_o-1"]);
  });

  test("gives what names no store to the rest", () => {
    expect(choicesOf(refundOf("o-1"))[0]?.proposal).toMatchObject({
      connection: "old",
      because: "no store is said: the rest",
    });
  });

  test("by member asks for what was chosen for the member, last, unless the member is named", () => {
    const keysFor = (units: readonly string[]) => {
      const byMember = {
        by: "member",
        among: [{ connection: "new", share: 5, units }],
        rest: "old",
      } as const;
      const plan = planPoints({ connections, rollouts: { loyalty: byMember } });
      return plan.routing(orderAt("0042", "o-1", "m-7")).choices[0]?.keys;
    };
    expect(keysFor(["m-1"])).toEqual(["order:o-1", "payment:pi_o-1", "member:m-7"]);
    expect(keysFor(["m-7"])).toEqual(["order:o-1", "payment:pi_o-1"]);
  });

  test("shares out by any field that is named by its path", () => {
    const by = ["store.name", "channel"];
    const rollouts = { loyalty: { by, among: [{ connection: "new", units: ["app"] }], rest: "old" } };
    const { data, ...message } = orderAt("0042", "o-1");
    const proposal = planPoints({ connections, rollouts }).routing({
      ...message,
      data: { ...(data as object), channel: "app" },
    }).choices[0]?.proposal;
    expect(proposal).toMatchObject({ connection: "new", because: "name app: named" });
  });

  test.each([
    [
      "an unknown connection",
      { ...loyalty, rest: "othre" },
      /rollouts\.loyalty\.rest: there is no connection "othre"\. Did you mean other\?/,
    ],
    [
      "a connection twice",
      { ...loyalty, rest: "new" },
      /rollouts\.loyalty\.rest: new is in rollouts\.loyalty\.among\.0\.connection too/,
    ],
    [
      "a unit that is no store",
      { ...loyalty, among: [{ connection: "new", units: ["42"] }] },
      /among\.0\.units: none .* has "42"/,
    ],
    [
      "what no contract says",
      { ...loyalty, by: ["tableNumber"] },
      /rollouts\.loyalty\.by: order\.completed\.v1, payment\.refunded\.v1 say nothing at tableNumber/,
    ],
  ])("of %s is refused, and says where", (_what, rollout, fault) => {
    expect(() => planPoints({ stores, connections, rollouts: { loyalty: rollout } })).toThrow(fault);
  });

  test("by store of messages that name none is refused, and the contracts are named", () => {
    const crm = { adapter: profilesAdapter };
    const rollouts = { crm: { by: "store", among: [{ connection: "a", share: 5 }], rest: "b" } } as const;
    expect(() => planPoints({ connections: { a: crm, b: crm }, rollouts })).toThrow(
      `rollouts.crm.by: ${customerProfileChanged.type} say no store.`,
    );
  });

  test("has no say in what is for all, which a guest's erasure always is", () => {
    const toAll = { ...loyalty, toAll: ["payment.refunded.v1"] };
    const plan = planPoints({ connections, rollouts: { loyalty: toAll } });
    expect(plan.routing(refundOf("o-1"))).toMatchObject({
      routes: ["old.takeBack", "new.takeBack", "other.takeBack"],
      choices: [],
    });
    const erasing = { adapter: erasingAdapter };
    const erasure = planPoints({ connections: { old: erasing, new: erasing }, rollouts: { loyalty } });
    expect(erasure.routing(erasureOf("m-1"))).toMatchObject({ routes: ["old.erase", "new.erase"] });
    expect(() =>
      planPoints({ connections, rollouts: { loyalty: { ...loyalty, toAll: ["payment.refund.v1"] } } }),
    ).toThrow(/toAll: no contract has the type "payment\.refund\.v1"\. Did you mean payment\.refunded\.v1/);
  });

  test("of a shadow is refused: what is chosen for it would be done by nobody", () => {
    expect(() =>
      planPoints({ connections: { ...connections, new: { shadow: true } }, rollouts: { loyalty } }),
    ).toThrow(/among\.0\.connection: new is a shadow/);
  });
});
