import { expect, onTestFinished, test } from "vitest";
import { type CannedAnswer, loopbackReceiver } from "../loopback-receiver.ts";
import type { SimulatorClock } from "./clock.ts";
import { startToy, stoppedClock } from "./toy.ts";
import { WebhookQueue } from "./webhook-queue.ts";

const impatientClock: SimulatorClock = { nowMs: () => 0, wait: async () => {} };

/** A toy vendor and the bus that its webhooks go to, which gives these answers in turn. */
async function setup(answers: readonly CannedAnswer[] = []) {
  const bus = await loopbackReceiver(answers);
  onTestFinished(bus.close);
  const toy = await startToy({
    webhookTarget: (connection, webhook) => new URL(`${bus.url}/v1/webhooks/${connection}/${webhook}`),
    clock: impatientClock,
  });
  return { bus, ...toy };
}

const bodiesOf = (requests: readonly { readonly body: string }[]) => requests.map(({ body }) => body);

test("webhooks arrive at their connection in the order they were sent", async () => {
  const { bus, stampAll } = await setup();
  await stampAll(5);
  await bus.received(5);
  expect(bodiesOf(bus.requests)).toEqual([0, 1, 2, 3, 4].map((n) => `{"cardId":"card-${n}"}`));
  expect(bus.requests[0]).toMatchObject({ method: "POST", path: "/v1/webhooks/toy-us/stamped" });
});

test("a webhook is tried again, before the next one, until it is accepted", async () => {
  const { bus, stampAll, control } = await setup([{ status: 503 }, { status: 401 }]);
  await stampAll(2);
  await bus.received(4);
  const [first, second] = ['{"cardId":"card-0"}', '{"cardId":"card-1"}'];
  expect(bodiesOf(bus.requests)).toEqual([first, first, first, second]);
  expect((await control.webhooks())[0]).toMatchObject({
    webhook: "stamped",
    state: "sent",
    tries: 3,
    last: 200,
  });
});

test("a webhook is given up after the last try, and the next one goes out", async () => {
  const { bus, stampAll, control } = await setup(Array.from({ length: 10 }, () => ({ status: 500 })));
  await stampAll(2);
  await bus.received(11);
  expect(bus.requests.at(-1)?.body).toBe('{"cardId":"card-1"}');
  expect((await control.webhooks())[0]).toMatchObject({ state: "gaveUp", tries: 10, last: 500 });
});

test("a webhook that is for later goes out when its time has come, and holds up no other", async () => {
  const bus = await loopbackReceiver();
  onTestFinished(bus.close);
  const { clock, waits } = stoppedClock();
  const queue = new WebhookQueue(() => new URL(bus.url), clock);
  onTestFinished(() => queue.stop());
  queue.send("events", { headers: {}, body: "later" }, { afterMs: 120_000 });
  queue.send("events", { headers: {}, body: "now" });
  await bus.received(1);
  expect(queue.list()).toMatchObject([{ state: "waiting", tries: 0 }, { tries: 1 }]);
  for (const { delayMs, end } of waits) {
    expect(delayMs).toBe(120_000);
    end();
  }
  await bus.received(2);
  expect(bodiesOf(bus.requests)).toEqual(["now", "later"]);
});

test("without a target no webhook is sent", async () => {
  const { stamp, control } = await startToy();
  await stamp("card-1");
  expect(await control.webhooks()).toMatchObject([{ webhook: "stamped", state: "off", tries: 0 }]);
});
