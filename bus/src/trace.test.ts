import { expect, test } from "vitest";
import { continuedTrace, newTraceparent, traceIdOf } from "./trace.ts";

const trace = "0af7651916cd43dd8448eb211c80319c";
const messageWith = (traceparent: string | number) => ({ extensions: { traceparent } });

test("a message's trace id is read from its traceparent", () => {
  expect(traceIdOf(messageWith(`00-${trace}-b7ad6b7169203331-01`))).toBe(trace);
  expect(traceIdOf(messageWith(newTraceparent()))).toMatch(/^[0-9a-f]{32}$/);
});

test.each(["", "00", `00-${trace}-b7ad6b7169203331`, `00-${trace.toUpperCase()}-b7ad6b7169203331-01`, 17])(
  "%j is no traceparent",
  (traceparent) => {
    expect(traceIdOf(messageWith(traceparent))).toBeUndefined();
  },
);

test("a request continues its message's trace under a span of its own, sampled as the message was", () => {
  const message = messageWith(`00-${trace}-b7ad6b7169203331-00`);
  const [first, second] = [continuedTrace(message), continuedTrace(message)];
  expect(first).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-00$`));
  expect(first).not.toBe(second);
});

test("a request of a message without a trace begins one", () => {
  expect(continuedTrace({ extensions: {} })).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
});
