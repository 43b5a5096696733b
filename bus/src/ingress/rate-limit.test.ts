import { expect, test } from "vitest";
import { toyIngress, toyReceipt } from "./toy-ingress.ts";
import { batch, bodyOf, structured, toyEvent, toyTokens } from "./toy-publisher.ts";

const asKiosk = { authorization: `Bearer ${toyTokens.kiosk}` };
const events = (count: number) => Array.from({ length: count }, (_, n) => toyEvent({ id: `evt-${n}` }));

function setup() {
  const ingress = toyIngress();
  const publish = (init: RequestInit = structured(toyEvent(), asKiosk)) =>
    ingress.request("/v1/messages", init);
  const publishMany = (count: number) => publish(batch(events(count), asKiosk));
  return { ...ingress, publish, publishMany };
}

const limitsIn = ({ headers }: Response) => [headers.get("ratelimit-policy"), headers.get("ratelimit")];

test("a limited producer is told its policy and what is left", async () => {
  const { publish, clock } = setup();
  expect(limitsIn(await publish())).toEqual(['"producer";q=5;w=3', '"producer";r=4;t=1']);
  clock.ms += 500;
  expect(limitsIn(await publish())).toEqual(['"producer";q=5;w=3', '"producer";r=4;t=1']);
});

test("a producer without a limit is told nothing", async () => {
  const { request } = setup();
  const response = await request("/v1/messages", structured(toyEvent()));
  expect([response.status, ...limitsIn(response)]).toEqual([202, null, null]);
});

test("a producer over its rate gets 429, nothing is stored, and it may come again after Retry-After", async () => {
  const { publish, publishMany, published, clock } = setup();
  await publishMany(5);
  const response = await publish();
  expect([response.status, response.headers.get("retry-after"), ...limitsIn(response)]).toEqual([
    429,
    "1",
    '"producer";q=5;w=3',
    '"producer";r=0;t=1',
  ]);
  const problem = await bodyOf(response);
  expect(problem.code).toBe("rate-limited");
  expect(problem.detail).toMatch(/2 events a second, and 5 at once.*0 were left.*after 1 s/);
  expect(published).toHaveLength(5);
  clock.ms += 1_000;
  expect((await publish()).status).toBe(202);
});

test("in the long run no more than the rate comes through", async () => {
  const { publish, clock } = setup();
  let accepted = 0;
  for (let ms = 0; ms < 60_000; ms += 100) {
    if ((await publish()).status === 202) accepted += 1;
    clock.ms += 100;
  }
  expect(accepted).toBeGreaterThanOrEqual(2 * 60 + 5 - 1);
  expect(accepted).toBeLessThanOrEqual(2 * 60 + 5);
});

test("every event of a batch counts, and a batch that does not fit is refused whole", async () => {
  const { publishMany, published, clock } = setup();
  expect(limitsIn(await publishMany(4))[1]).toBe('"producer";r=1;t=1');
  const refused = await publishMany(5);
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "2"]);
  expect((await bodyOf(refused)).detail).toMatch(/5 events came while 1 were left/);
  expect(published).toHaveLength(4);
  clock.ms += 2_000;
  expect((await publishMany(5)).status).toBe(200);
});

test("a batch larger than the burst is taken when the burst is whole, and paid for afterwards", async () => {
  const { publish, publishMany, clock } = setup();
  const response = await publishMany(25);
  expect([response.status, limitsIn(response)[1]]).toEqual([200, '"producer";r=0;t=11']);
  const early = await publish();
  expect([early.status, early.headers.get("retry-after")]).toEqual([429, "11"]);
  clock.ms += 11_000;
  expect((await publish()).status).toBe(202);
  const again = await publishMany(25);
  expect([again.status, again.headers.get("retry-after")]).toEqual([429, "2"]);
  clock.ms += 2_000;
  expect((await publishMany(25)).status).toBe(200);
});

test("what cannot be read counts as one event", async () => {
  const { publish } = setup();
  const statuses: number[] = [];
  for (let n = 0; n < 6; n += 1) statuses.push((await publish(structured("{ no json", asKiosk))).status);
  expect(statuses).toEqual([400, 400, 400, 400, 400, 429]);
});

test("a batch of nothing counts as one event", async () => {
  const { publishMany } = setup();
  const statuses: number[] = [];
  for (let n = 0; n < 6; n += 1) statuses.push((await publishMany(0)).status);
  expect(statuses.filter((status) => status === 429)).toHaveLength(1);
});

test("the body of a producer that has nothing left is not read", async () => {
  const { publish, publishMany } = setup();
  await publishMany(5);
  let read = 0;
  const body = new ReadableStream({ pull: () => void (read += 1) }, { highWaterMark: 0 });
  const { headers = {} } = structured(toyEvent(), asKiosk);
  expect((await publish({ method: "POST", headers, body, duplex: "half" })).status).toBe(429);
  expect(read).toBe(0);
});

test("one producer's rate is no other's", async () => {
  const { publishMany, request } = setup();
  await publishMany(5);
  expect((await publishMany(1)).status).toBe(429);
  expect((await request("/v1/messages", structured(toyEvent()))).status).toBe(202);
});

test("a receipt costs nothing and tells how its reader stands", async () => {
  const receipt = toyReceipt();
  const { request } = toyIngress({ receipts: [receipt] });
  for (let n = 0; n < 10; n += 1) {
    const response = await request(`/v1/messages/${receipt.id}`, { headers: asKiosk });
    expect([response.status, ...limitsIn(response)]).toEqual([200, '"producer";q=5;w=3', '"producer";r=5']);
  }
});

test("the installation's rate holds for those without their own, each by itself", async () => {
  const { request } = toyIngress({ rate: { perSecond: 1, burst: 1 } });
  const publish = (token: string) =>
    request("/v1/messages", structured(toyEvent(), { authorization: `Bearer ${token}` }));
  expect((await publish(toyTokens.producer)).status).toBe(202);
  expect((await publish(toyTokens.producer)).status).toBe(429);
  expect((await publish(toyTokens.till)).status).toBe(202);
  expect(limitsIn(await publish(toyTokens.kiosk))[0]).toBe('"producer";q=5;w=3');
});

test("a clock that is set back shuts no producer out for longer than its debt", async () => {
  const { publish, publishMany, clock } = setup();
  await publishMany(5);
  clock.ms -= 86_400_000;
  expect((await publish()).status).toBe(429);
  clock.ms += 50_500;
  expect((await publish()).status).toBe(202);
});
