import { checkAdapter, type SimulatedVendorApi } from "@spindlebus/bus/testing";
import { member, order, secrets, settings, submit, thinOrder } from "./examples.ts";
import simulator from "./simulator.ts";
import square from "./src/index.ts";

type Taken = { readonly id: string };

/** An order is taken at a till. */
async function seed({ url, secrets: { accessToken } }: SimulatedVendorApi): Promise<Taken> {
  const response = await fetch(`${url}/v2/orders`, {
    method: "POST",
    headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json" },
    body: JSON.stringify({
      idempotency_key: "till-1",
      order: { location_id: "FPYC", line_items: [{ quantity: "2", catalog_object_id: "BURGER" }] },
    }),
  });
  const { order: taken } = (await response.json()) as { readonly order: Taken };
  return taken;
}

const transaction = {
  transactionId: "ord-7001",
  store: { storeId: "0042" },
  occurredAt: "2026-01-15T18:04:05.000Z",
};

/** What Square's adapter proves at its simulator. */
export default () =>
  checkAdapter(square, simulator, {
    settings,
    secrets,
    seed,
    operations: {
      readOrder: { message: ({ id }: Taken) => thinOrder(id, 1), effects: 0 },
      submitOrder: { message: submit() },
      cancelOrder: {
        message: { cancellationId: "cn-1", orderId: "ord-7001" },
        before: [{ operation: "submitOrder", message: submit() }],
      },
      accruePoints: {
        message: { member, transaction, values: [{ kind: "points", code: "points", quantity: "12" }] },
      },
      accrueOrder: { message: ({ id }: Taken) => order({ refs: [{ vendor: "square", type: "order", id }] }) },
      adjustPoints: {
        message: {
          member,
          transaction: { ...transaction, reason: "Cold burger" },
          changes: [{ value: { kind: "points", code: "points", quantity: "-25" }, operation: "subtract" }],
        },
      },
    },
  });
