import { expect, test } from "vitest";
import type { IngressOptions } from "./app.ts";
import { toyIngress, toyWebhook } from "./toy-ingress.ts";
import { bodyOf, structured, toyEvent, toyTokens } from "./toy-publisher.ts";

/** An ingress whose intake hangs until told otherwise. */
function setup(options: { readonly deadlineMs?: number; readonly allBytes?: number }) {
  const ingress = toyIngress(options);
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
  const accept = ingress.ports.intake.accept.bind(ingress.ports.intake);
  ingress.ports.intake.accept = async (draft) => {
    await mayEnd;
    return accept(draft);
  };
  const publish = () => ingress.request("/v1/messages", structured(toyEvent()));
  return { ...ingress, publish, end };
}

test("a caller does not wait for ever while the intake hangs", async () => {
  const { publish, end } = setup({ deadlineMs: 5 });
  const response = await publish();
  expect([response.status, (await bodyOf(response)).code]).toEqual([503, "not-stored"]);
  expect(response.headers.has("retry-after")).toBe(true);
  end();
});

test("requests whose callers were sent away count until their work has ended", async () => {
  const { publish, end } = setup({ deadlineMs: 5, allBytes: 1_500_000 });
  await publish();
  const refused = await publish();
  expect([refused.status, (await bodyOf(refused)).code]).toEqual([503, "unavailable"]);
  end();
  await expect.poll(async () => (await publish()).status).toBe(202);
});

/** An ingress whose database does not answer who a token stands for, until told otherwise. */
function withoutTokens(options: IngressOptions) {
  const { promise, resolve: end } = Promise.withResolvers<void>();
  const ingress = toyIngress({ ...options, tokensAfter: promise });
  const publish = () => ingress.request("/v1/messages", structured(toyEvent()));
  const look = () =>
    ingress.request("/v1/messages/0190a000-0000-7000-8000-000000000000", {
      headers: { authorization: `Bearer ${toyTokens.producer}` },
    });
  return { ...ingress, publish, look, end };
}

test("a caller does not wait for ever while its token cannot be looked up", async () => {
  const { publish, end, published } = withoutTokens({ deadlineMs: 5 });
  const response = await publish();
  expect([response.status, response.headers.has("retry-after")]).toEqual([503, true]);
  expect(published).toEqual([]);
  end();
});

test("no more requests are at work than allowed, however small they are, from the look for their token on", async () => {
  const { publish, queries, end } = withoutTokens({ most: 3 });
  const waiting = [publish(), publish(), publish()];
  const refused = await Promise.all(Array.from({ length: 20 }, publish));
  expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([503]));
  expect(refused.every(({ headers }) => headers.has("retry-after"))).toBe(true);
  expect(queries).toHaveLength(3);
  end();
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([202, 202, 202]);
  expect((await publish()).status).toBe(202);
});

test("who looks for receipts or sends webhooks does not keep publishers out, nor the other way round", async () => {
  const { look, publish, request, end } = withoutTokens({ most: 1 });
  const [first, second] = [look(), publish()];
  expect([(await look()).status, (await publish()).status]).toEqual([503, 503]);
  expect((await request("/v1/webhooks/toy/events", toyWebhook({ events: [] }))).status).toBe(200);
  end();
  expect([(await first).status, (await second).status]).toEqual([404, 202]);
});
