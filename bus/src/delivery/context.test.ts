import { noteFiled, toyAdapter } from "../testing/delivery/toy-adapter.ts";
import { noteTaken } from "../testing/delivery/note.ts";
import { planBus } from "../config/bus-plan.ts";
import { describe, expect, test } from "vitest";
import { contextOf } from "./context.ts";

/** The context of a delivery of the message under a connection with that secret. */
function context(messageId: string, secret: string) {
  const connections = { toy: { adapter: toyAdapter, settings: { baseUrl: "https://toy.example" } } };
  const { routes } = planBus({ contracts: [noteTaken, noteFiled], connections }, () => secret);
  const [route] = routes;
  if (!route) throw new Error("no route");
  const envelope = {
    id: messageId,
    source: "/s",
    sourceId: messageId,
    type: "note.taken.v1",
    extensions: {},
  };
  const token = { envelope, contentType: "application/json", body: Buffer.from("{}"), routes: [route.name] };
  return contextOf({
    route,
    token,
    claim: { revision: 0 },
    recalled: {},
  });
}

describe("what an adapter may send and nobody work out", () => {
  test("is the same over every attempt", () => {
    expect(context("m-1", "s-1").unguessable).toBe(context("m-1", "s-1").unguessable);
    expect(context("m-1", "s-1").unguessable).toMatch(/^[\w-]{43}$/);
  });

  test("is another for another message, and under another secret", () => {
    const { unguessable } = context("m-1", "s-1");
    expect(context("m-2", "s-1").unguessable).not.toBe(unguessable);
    expect(context("m-1", "s-2").unguessable).not.toBe(unguessable);
  });

  test("is not the key, which whoever sees a delivery can work out", () => {
    const { unguessable, idempotencyKey } = context("m-1", "s-1");
    expect(unguessable).not.toContain(idempotencyKey);
  });
});
