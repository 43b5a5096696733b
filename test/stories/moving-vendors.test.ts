import { orderCompleted, orderRefunded, paymentRefunded, type Order } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { openMovingChain, type Till } from "../support/moving-chain.ts";

/**
 * A chain moves from Paytronix to Punchh store by store, both live: on real servers, with tills that go on selling while the
 * share changes. No guest earns twice, none is lost, and what an order earned is taken back where it was earned.
 */
const vendors = ["paytronix-us", "paytronix-ca", "punchh"] as const;

test("store by store, while the share changes: each order earns once, and loses it where it earned it", async () => {
  const chain = await openMovingChain();
  const before = await chain.till({});
  const orders = new Map<string, string>();
  const sell = async (till: Till, storeId: string, count = 1) => {
    const ids = Array.from({ length: count }, (_, n) => `ord-${storeId}-${orders.size + n}`);
    for (const id of ids) orders.set(id, storeId);
    await Promise.all(ids.map((id) => till.publish(orderCompleted.type, orderOf(id, storeId))));
    return ids;
  };
  const refund = async (till: Till, ids: readonly string[]) => {
    for (const [type, dataOf] of [
      [orderRefunded.type, returnOf],
      [paymentRefunded.type, repaymentOf],
    ] as const)
      await Promise.all(ids.map((id) => till.publish(type, dataOf(id))));
  };

  // Everybody is at Paytronix.
  const old = [
    ...(await sell(before, "0042", 4)),
    ...(await sell(before, "0107", 4)),
    ...(await sell(before, "0613", 4)),
  ];

  // Store 0042 moves; while the new configuration comes up, the old one goes on selling there.
  const [first, meanwhile] = await Promise.all([chain.till({ units: ["0042"] }), sell(before, "0042", 8)]);
  const moved = await sell(first, "0042", 4);
  const stayed = [...(await sell(first, "0107", 2)), ...(await sell(first, "0613", 2))];
  await refund(first, old.slice(0, 6));

  // Half of the others follow, then all, and then the chain thinks better of it: each with orders and refunds under way.
  const half = await chain.till({ share: 50 });
  const [, all] = await Promise.all([
    sell(half, "0107", 6),
    chain.till({ share: 100 }),
    sell(first, "0613", 6),
  ]);
  const everywhere = [...(await sell(all, "0107", 3)), ...(await sell(all, "0613", 3))];
  await Promise.all([refund(all, old.slice(6)), refund(before, moved), sell(half, "0042", 4)]);
  const back = await chain.till({});
  await refund(back, everywhere);
  await chain.quiet();

  expect(
    await chain.sql`SELECT route, error_code, error_message FROM delivery WHERE error_code IS NOT NULL`,
  ).toEqual([]);
  const earnedAt = await placesOf(chain, "accruePoints");
  expect([...earnedAt.keys()].toSorted()).toEqual([...orders.keys()].toSorted());
  for (const places of earnedAt.values()) expect(places).toHaveLength(1);
  const at = (ids: readonly string[]) => [...new Set(ids.flatMap((id) => earnedAt.get(id) ?? []))];
  expect(at([...old, ...meanwhile].filter((id) => orders.get(id) !== "0613"))).toEqual(["paytronix-us"]);
  expect(at(old.filter((id) => orders.get(id) === "0613"))).toEqual(["paytronix-ca"]);
  expect(at(moved)).toEqual(["punchh"]);
  expect(at(everywhere)).toEqual(["punchh"]);
  expect(at(stayed).toSorted()).toEqual(["paytronix-ca", "paytronix-us"]);

  // Paytronix knows a refund by its own id, Punchh voids the check-in of the order.
  const lostAt = new Map([
    ...(await placesOf(chain, "reverseOrAdjust", (reference) => reference.replace(/^re-/, ""))),
    ...(await placesOf(chain, "voidCheckin")),
  ]);
  const refunded = [...old, ...moved, ...everywhere];
  expect([...lostAt.keys()].toSorted()).toEqual(refunded.toSorted());
  for (const id of refunded) expect(lostAt.get(id)).toEqual(earnedAt.get(id));

  // What was earned is told once too, by whichever vendor.
  const told = await chain.sql`SELECT 1 FROM intake WHERE type = 'loyalty.points.accrued.v1'`;
  expect(told).toHaveLength(orders.size);
}, 120_000);

type Chain = Awaited<ReturnType<typeof openMovingChain>>;

/** Where an operation had its effects: business id → connections, once for each effect. */
async function placesOf(chain: Chain, operation: string, idOf = (reference: string) => reference) {
  const places = new Map<string, string[]>();
  for (const vendor of vendors) {
    const effects = await chain.control(vendor).effects();
    for (const effect of effects.filter((each) => each.operation === operation)) {
      const id = idOf(effect.reference);
      places.set(id, [...(places.get(id) ?? []), vendor]);
    }
  }
  return places;
}

/** An order of a guest whom both vendors know. */
function orderOf(orderId: string, storeId: string): Order {
  const [example] = orderCompleted.examples;
  if (!example) throw new Error("order.completed.v1 has no example");
  const { tenders = [], ...order } = example;
  const refs = [
    { vendor: "paytronix", type: "card", id: "6000201000200841" },
    { vendor: "punchh", type: "user", id: "111111111" },
  ];
  return {
    ...order,
    orderId,
    store: { storeId },
    loyalty: { member: { refs } },
    tenders: tenders.map((tender) => ({ ...tender, paymentRef: `pi_${orderId}` })),
  };
}

/** The whole order comes back, as the till tells it; the till does not say at which store. */
function returnOf(orderId: string) {
  const [example] = orderCompleted.examples;
  const [, other] = orderRefunded.examples;
  const amount = example?.totals.total;
  if (!other || !amount) throw new Error("the contracts have no examples");
  return { ...other, orderId, refund: { refundId: `rt-${orderId}`, amount }, amountRefunded: amount };
}

/** The money of it, as a processor tells it that knows the payment alone. */
function repaymentOf(orderId: string) {
  const [example] = paymentRefunded.examples;
  const amount = orderCompleted.examples[0]?.totals.total;
  if (!example || !amount) throw new Error("the contracts have no examples");
  const { orderRef: _order, merchantReference: _reference, store: _store, ...payment } = example;
  const refund = { ...example.refund, refundId: `re-${orderId}`, amount };
  return { ...payment, paymentId: `pi_${orderId}`, refs: [], amountRefunded: amount, refund };
}
