import { secrets, usd } from "./examples.ts";

type Thing = { readonly id: string };
type Answer = {
  readonly order: Thing & { readonly version: number };
  readonly loyalty_account: Thing;
  readonly payment: Thing;
  readonly customer: Thing;
  readonly reward: Thing;
};

/** The simulated Square as a till and its seller use it, beside the bus. */
export function till(url: string, { accessToken }: Readonly<Record<string, string>> = secrets) {
  let calls = 0;
  const call = async (method: string, path: string, body: object): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Answer;
  };
  const make = (path: string, body: object) => {
    calls += 1;
    return call("POST", path, { idempotency_key: `till-${calls}`, ...body });
  };
  return {
    /** Takes an order of two burgers. */
    takeOrder: async (more: object = {}) => {
      const burgers = [{ quantity: "2", catalog_object_id: "BURGER" }];
      const answer = await make("/v2/orders", {
        order: { location_id: "FPYC", line_items: burgers, ...more },
      });
      return answer.order;
    },
    /** Ends an order. */
    endOrder: (id: string, version: number, state: string) =>
      call("PUT", `/v2/orders/${id}`, { order: { version, state } }),
    /** Brings the handing over of an order so far. */
    handOver: (id: string, version: number, state: string) =>
      call("PUT", `/v2/orders/${id}`, { order: { version, fulfillments: [{ uid: "f-1", state }] } }),
    /** Takes a payment of ten dollars. */
    takePayment: async (more: object = {}) => {
      const answer = await make("/v2/payments", {
        source_id: "cnon:card-nonce-ok",
        amount_money: usd(1_000),
        ...more,
      });
      return answer.payment.id;
    },
    /** Makes a customer who carries the chain's own id. */
    makeCustomer: async (memberId: string) => {
      const answer = await make("/v2/customers", { reference_id: memberId });
      return answer.customer.id;
    },
    /** Has a guest join the programme, with so many points. */
    join: async (phone: string, points = 0) => {
      const mapping = { phone_number: phone };
      const answer = await make("/v2/loyalty/accounts", {
        loyalty_account: { program_id: "SIMPROGRAM", mapping },
      });
      const { id } = answer.loyalty_account;
      if (points > 0)
        await make(`/v2/loyalty/accounts/${id}/accumulate`, {
          accumulate_points: { points },
          location_id: "FPYC",
        });
      return id;
    },
    /** Gives the points of an order. */
    accrue: (account: string, orderId: string) =>
      make(`/v2/loyalty/accounts/${account}/accumulate`, {
        accumulate_points: { order_id: orderId },
        location_id: "FPYC",
      }),
    /** Buys a reward. */
    buyReward: async (account: string, tier: string) => {
      const answer = await make("/v2/loyalty/rewards", {
        reward: { loyalty_account_id: account, reward_tier_id: tier },
      });
      return answer.reward.id;
    },
  };
}
