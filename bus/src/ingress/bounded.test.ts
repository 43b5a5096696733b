import { expect, test } from "vitest";
import { bodyOf, structured, toyEvent, toyIngress } from "./toy-ingress.ts";

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
