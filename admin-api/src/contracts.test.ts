import { contractRegistry, defineEvent, orderCompleted, type Contract } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { z } from "zod";
import { contractDiff } from "./endpoints/contract-views.ts";
import { adminClient } from "./testing/admin-client.ts";

const path = `/api/v1/contracts/${orderCompleted.type}`;

test("a contract says what came of its type, and what of it was not valid", async () => {
  const { ask } = adminClient();
  const lastDay = { messages: 90, invalid: 10, about: false, sources: [] };
  expect((await ask(path)).json).toMatchObject({ type: orderCompleted.type, lastDay });
  expect((await ask("/api/v1/contracts")).json.data[0]).toMatchObject({ lastDay });
});

test("two versions are compared field by field, with a verdict", () => {
  const note = (version: number, data: z.ZodObject, before?: Contract) =>
    defineEvent({
      ...(before && { upcasts: { from: before, impossible: "of a test" } }),
      type: `note.taken.v${version}`,
      summary: "A note was taken.",
      data,
      entityKey: "noteId",
      semantics: "state",
      owner: "tests",
      examples: [{ noteId: "1", text: "a" }],
    });
  const first = note(1, z.strictObject({ noteId: z.string(), text: z.string() }));
  const second = note(
    2,
    z.strictObject({ noteId: z.string(), text: z.string(), by: z.string().optional() }),
    first,
  );
  const third = note(3, z.strictObject({ noteId: z.string(), text: z.string().max(1) }), second);
  const registry = contractRegistry([first, second, third]);
  expect(contractDiff({ registry }, first, second)).toMatchObject({
    from: "note.taken.v1",
    to: "note.taken.v2",
    verdict: "compatible",
    changes: [{ effect: "compatible", pointer: "/by" }],
  });
  const { verdict, changes } = contractDiff({ registry }, first, third);
  expect(verdict).toBe("breaking");
  expect(changes).toMatchObject([{ effect: "breaking", pointer: "/text" }]);
});

test("a version that is not there cannot be compared with", async () => {
  const { ask } = adminClient();
  expect((await ask(`${path}/diff?against=${orderCompleted.type}`)).json).toMatchObject({
    verdict: "compatible",
    changes: [],
  });
  const missing = await ask(`${path}/diff?against=order.completed.v9`);
  expect(missing.status).toBe(404);
  expect(missing.json.detail).toContain("order.completed.v9");
});

test("the messages are described for machines, as the ingress does it", async () => {
  const { json } = await adminClient().ask("/asyncapi.json", { token: "" });
  expect(json).toMatchObject({ asyncapi: "3.1.0", channels: { [orderCompleted.type]: {} } });
});
