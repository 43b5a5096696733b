import type { Route } from "@spindlebus/bus/engine";
import { post } from "@spindlebus/bus/adapter";
import { orderCompleted, type Order } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { aRoute } from "./testing/a-plan.ts";
import { adminClient } from "./testing/admin-client.ts";
import { aFailure } from "./testing/fake-operations.ts";

const { messageId } = aFailure(1);
const atTheWayIn = { ...aFailure(1), id: `${messageId}:intake`, route: "intake", type: "intake.amqp" };
const path = `/api/v1/failures/${atTheWayIn.id}/revisions`;
const good = JSON.stringify(orderCompleted.examples[0]);
const revise = (json: unknown) => {
  const client = adminClient({ failures: [atTheWayIn] });
  return client.ask(path, { token: "operator", json }).then((answer) => ({ ...answer, ...client }));
};

test("what would be taken in is kept, with who mended it and why", async () => {
  const { status, recorded } = await revise({ body: good, reason: "the till left the lines out" });
  expect(status).toBe(200);
  expect(recorded.acts).toEqual([
    {
      name: `revise application/json ${good}`,
      target: atTheWayIn.id,
      act: { actor: "ana", reason: "the till left the lines out" },
    },
  ]);
});

test("bytes that are no text are given in Base64", async () => {
  const bodyBase64 = Buffer.from(good).toString("base64");
  expect((await revise({ bodyBase64, reason: "x" })).recorded.acts[0]?.name).toContain(good);
});

test.each([
  ["data against the contract", { body: '{"orderId":7}' }, "/data/orderId"],
  ["no JSON", { body: "{" }, "/data"],
  [
    "an unknown type",
    { body: good, attributes: { specversion: "1.0", id: "1", source: "/a", type: "x.v1" } },
    "/type",
  ],
  ["another media type", { body: good, contentType: "text/plain" }, "/datacontenttype"],
  ["no attributes", { body: good, attributes: {} }, "/specversion"],
])("%s is refused at its place, and nothing is kept", async (_what, given, pointer) => {
  const { status, json, recorded } = await revise({ ...given, reason: "x" });
  expect([status, json.code]).toEqual([422, "invalid"]);
  expect(json.errors[0].pointer).toBe(pointer);
  expect(recorded.acts).toEqual([]);
});

test("both spellings of the bytes at once, or no reason, are refused", async () => {
  expect((await revise({ body: "a", bodyBase64: "YQ==", reason: "x" })).status).toBe(422);
  expect((await revise({ body: good })).status).toBe(422);
});

test("what is no failure cannot be mended", async () => {
  const other = `/api/v1/failures/${aFailure(9).id}/revisions`;
  const { status } = await adminClient().ask(other, { token: "operator", json: { body: good, reason: "x" } });
  expect(status).toBe(404);
});

test("a mended message may be as large as one that is published, and nothing else may", async () => {
  const large = " ".repeat(3_000_000) + good;
  expect((await revise({ body: large, reason: "x" })).status).toBe(200);
  const path9 = { token: "operator", json: { reason: "x".repeat(3_000_000) } } as const;
  expect((await adminClient().ask("/api/v1/replays", path9)).status).toBe(413);
  expect((await revise({ body: " ".repeat(18_000_000), reason: "x" })).status).toBe(413);
});

/** A failed delivery of an order. */
const order = {
  payload: { contentType: "application/json", body: Buffer.from(good.replace("599", "599.0")) },
};
const ofDelivery = `/api/v1/failures/${aFailure(1).id}/revisions`;
const patching = (patch: readonly object[]) => ({ patch, reason: "the till rounds wrongly" });
const ask = (at: string, json?: unknown, token = "operator") => {
  const client = adminClient(order);
  return client
    .ask(at, { token, ...(json !== undefined && { json }) })
    .then((answer) => ({ ...answer, ...client }));
};

test("a failed delivery is edited by a patch, and what it does not name keeps its digits", async () => {
  const patch = [{ op: "replace", path: "/lines/0/quantity", value: "3" }];
  const { status, json, recorded } = await ask(ofDelivery, patching(patch));
  expect([status, json.revisions[0].state]).toEqual([200, "approved"]);
  expect(recorded.acts[0]?.name).toContain('"amount":599.0,');
  expect(recorded.acts[0]?.name).toContain('"quantity":"3"');
});

test("a preview keeps nothing, and says whether a second person has to approve it; what is personal is masked", async () => {
  const { status, json, recorded } = await ask(`${ofDelivery}/preview`, {
    mergePatch: { customer: { givenName: "Grace" }, channel: "web" },
  });
  expect([status, recorded.acts]).toEqual([200, []]);
  expect(json).toEqual({
    base: 0,
    secondPerson: true,
    delicate: ["/customer/givenName"],
    diff: [
      { pointer: "/channel", change: "changed", before: '"app"', after: '"web"' },
      { pointer: "/customer/givenName", change: "changed", before: "•••", after: "•••" },
    ],
    dryRun: null,
  });
});

test("a preview runs the adapter with the edit where that is asked for, and notes who asked", async () => {
  const { operation } = aRoute;
  const request = (data: unknown) => post("/orders", { quantity: (data as Order).lines[0]?.quantity });
  const route: Route = { ...aRoute, name: aFailure(1).route, operation: { ...operation, request } };
  const client = adminClient({ ...order, routes: [route] });
  const patch = [{ op: "replace", path: "/lines/0/quantity", value: "7" }];
  const { json } = await client.ask(`${ofDelivery}/preview`, {
    token: "operator",
    json: { patch, dryRun: true },
  });
  expect(json.dryRun.wouldSend).toMatchObject({ path: "/orders", body: '{"quantity":"7"}' });
  expect(client.recorded.payloadReaders).toEqual([expect.stringContaining(aFailure(1).route)]);
});

test.each([
  ["a locked field", patching([{ op: "replace", path: "/orderId", value: "ord-1" }]), "/data/orderId"],
  [
    "whom it is about",
    { mergePatch: { customer: { memberId: "mbr-2" } }, reason: "x" },
    "/data/customer/memberId",
  ],
  ["data against the contract", { mergePatch: { channel: 7 }, reason: "x" }, "/data/channel"],
  ["a test that is not met", patching([{ op: "test", path: "/channel", value: "web" }]), "/patch/0"],
  ["no operation", patching([{ op: "set", path: "/channel" }]), "/patch/0/op"],
  ["what the envelope says", { body: good, contentType: "text/plain", reason: "x" }, "/contentType"],
  ["two ways at once", { body: good, mergePatch: {}, reason: "x" }, ""],
  ["nothing", { reason: "x" }, ""],
])("%s is refused at its place", async (_what, given, pointer) => {
  const { status, json, recorded } = await ask(ofDelivery, given);
  expect([status, recorded.acts]).toEqual([422, []]);
  expect(json.errors[0].pointer).toBe(pointer);
});

test("revisions are shown masked to readers; whoever may read payloads sees them, and that is audited", async () => {
  const masked = await ask(ofDelivery, undefined, "viewer");
  expect(masked.text).not.toContain("Grace");
  expect((await ask(`${ofDelivery}/unmasked`, undefined, "viewer")).status).toBe(403);
  const { json, recorded } = await ask(`${ofDelivery}/unmasked?reason=ticket+7`, undefined, "admin");
  expect(json.data[0].diff[0]).toMatchObject({ pointer: "/customer/givenName", after: '"Grace"' });
  expect(recorded.lines).toMatchObject([
    { action: "revisions.read", target: aFailure(1).id, reason: "ticket 7" },
  ]);
});

test("who may edit cannot approve, and who may approve cannot edit", async () => {
  const reason = { reason: "x" };
  expect((await ask(`${ofDelivery}/1/approve`, reason, "operator")).status).toBe(403);
  expect((await ask(ofDelivery, patching([]), "approver")).status).toBe(403);
  const { status, recorded } = await ask(`${ofDelivery}/1/approve`, reason, "approver");
  expect([status, recorded.acts[0]?.name]).toEqual([200, "approve 1"]);
});
