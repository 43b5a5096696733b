import { expect, test } from "vitest";
import type { DeliveryState } from "../delivery/states.ts";
import { toyIngress, toyReceipt } from "./toy-ingress.ts";
import { bodyOf, toyTokens } from "./toy-publisher.ts";

const asOperator = { headers: { authorization: `Bearer ${toyTokens.admin}` } };
const { id } = toyReceipt();

/** An ingress that knows one message, which becomes something at the third look. */
function setup(becomes: DeliveryState | "pending") {
  const delivery = {
    route: "toy.accrue",
    state: "pending" as DeliveryState | "pending",
    attempts: 0,
    settledAt: null,
    nextAttemptAt: null,
    vendorReference: null,
  };
  let looks = 0;
  const ingress = toyIngress({
    receipts: [toyReceipt({ deliveries: [delivery] })],
    looked: (look) => {
      looks = look;
      if (look === 3) delivery.state = becomes;
    },
  });
  const show = (query = "") => ingress.request(`/v1/messages/${id}${query}`, asOperator);
  return { ...ingress, show, looks: () => looks };
}

test.each(["applied", "dead", "inDoubt", "blocked", "discarded"] as const)(
  "with wait the answer comes when nothing more happens by itself: %s",
  async (state) => {
    const { show, looks } = setup(state);
    const response = await show("?wait=30s");
    expect([response.status, looks()]).toEqual([200, 3]);
    expect(await bodyOf(response)).toMatchObject({ deliveries: [{ state }] });
  },
);

test("after the time it comes as it is", async () => {
  const { show } = setup("running");
  expect(await bodyOf(await show("?wait=1s"))).toMatchObject({ deliveries: [{ state: "running" }] });
});

test("without wait, and with none, it comes at once", async () => {
  const { show, looks } = setup("applied");
  for (const query of ["", "?wait=0s"]) expect((await show(query)).status).toBe(200);
  expect(looks()).toBe(2);
});

test("an ingress that stops answers those who wait", async () => {
  const { show, closing } = setup("pending");
  const waiting = show("?wait=30s");
  closing.abort();
  expect((await waiting).status).toBe(200);
});

test.each(["?wait=", "?wait=10", "?wait=31s", "?wait=-1s", "?wait=1.5s", "?wait=100s"])(
  "%s is refused with what would do",
  async (query) => {
    const response = await setup("applied").show(query);
    expect(response.status).toBe(400);
    expect(await bodyOf(response)).toMatchObject({
      code: "malformed-wait",
      detail: expect.stringContaining("wait=10s") as string,
    });
  },
);

test("not more than two hundred wait at once; who comes then is answered at once", async () => {
  const { show, closing } = setup("pending");
  const waiting = Array.from({ length: 200 }, () => show("?wait=30s"));
  await Promise.resolve();
  expect((await show("?wait=30s")).status).toBe(200);
  closing.abort();
  await Promise.all(waiting);
});
