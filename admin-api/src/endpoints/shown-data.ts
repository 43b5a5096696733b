import { createRoute, z } from "@hono/zod-openapi";
import { deliveryId, maskData, parseExactly, type DeliveryKey, type Payload } from "@spindlebus/bus/engine";
import { checkData, readJson, type Contract, type Envelope } from "@spindlebus/contracts";
import { json, problems, reading } from "../answers.ts";
import type { AdminContext } from "../env.ts";
import { DeliveryId, Uuid } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { problem } from "../problem.ts";
import { newRouter } from "../router.ts";
import { shownAttributes } from "../shown-attributes.ts";
import { ShownData, whichData } from "./data-shapes.ts";

const failureRoute = createRoute({
  ...reading("failures", "read"),
  method: "get",
  path: "/failures/{id}/data",
  summary: "The message's data; what is personal or sensitive is masked, and so is what no contract knows",
  request: { params: z.object({ id: DeliveryId }), query: z.strictObject(whichData) },
  responses: { 200: json(ShownData, "The data, and what of them is masked, and why"), ...problems },
});

const messageRoute = createRoute({
  ...reading("messages", "read"),
  method: "get",
  path: "/messages/{id}/data",
  summary: "The same of a message, as it was published, while one of its deliveries is open",
  request: { params: z.object({ id: Uuid }) },
  responses: { 200: json(ShownData, "The data, and what of them is masked, and why"), ...problems },
});

/** Data for those who may read, and not more. */
export function shownDataEndpoints({ operations, plan: { registry } }: AdminPorts) {
  const { failures, revisions, messages } = operations;
  // What failed at the way in is no message yet, but may say which it was to be.
  const contractOf = ({ type, extensions }: Envelope) =>
    registry.get(type) ?? registry.get(String(extensions["type"] ?? ""));
  const shown = (c: AdminContext, payload: Payload) => {
    if (payload.kind === "gone") return problem(c, "payload-not-stored", payload.reason);
    if (payload.kind === "erased") return problem(c, "erased", payload.reason);
    const { envelope, contentType, body } = payload;
    const contract = contractOf(envelope);
    const { json: data = "null", text = null, masked } = maskData(body, contract);
    const shownAs = { type: envelope.type, contentType, known: contract !== undefined, text, masked };
    const beside = {
      attributes: shownAttributes(envelope),
      faults: contract ? faultsOf(contract, body) : [],
    };
    return c.json({ ...shownAs, ...beside, data: parseExactly(data) }, 200);
  };
  return newRouter()
    .openapi(failureRoute, async (c) => {
      const key = c.req.valid("param").id;
      const payload = await failures.message(key);
      if (!payload) return problem(c, "not-found", `The ledger has no delivery ${deliveryId(key)}.`);
      const edited = c.req.valid("query").of === "next" ? await revisions.mendable(key) : undefined;
      return shown(c, edited && payload.kind === "stored" ? { ...payload, body: edited.body } : payload);
    })
    .openapi(messageRoute, async (c) => {
      const { id } = c.req.valid("param");
      const message = await messages.get(id);
      if (!message) return problem(c, "not-found", `There is no message ${id}.`);
      for (const { route } of message.deliveries) {
        const key: DeliveryKey = { messageId: id, route };
        const payload = await failures.message(key);
        if (payload) return shown(c, payload);
      }
      return problem(c, "payload-not-stored", "No worker has claimed it yet: it is in the queue only.");
    });
}

/** What a contract says against data, which what goes in now may no longer fit; no value is quoted that could be personal. */
function faultsOf(contract: Contract, body: Uint8Array) {
  const read = readJson(body, { bigIntegers: "reject" });
  if (!read.ok) return [{ pointer: "", detail: read.detail }];
  const checked = checkData(contract, read.value);
  if (checked.ok) return [];
  return checked.problem.errors.map(({ pointer, detail }) => ({
    pointer: pointer.replace(/^\/data/, ""),
    detail,
  }));
}
