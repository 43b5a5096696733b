import { hash, randomUUID } from "node:crypto";
import { createRoute, z } from "@hono/zod-openapi";
import type { TestSending } from "@spindlebus/bus/engine";
import { checkData, memberSlices, type Contract } from "@spindlebus/contracts";
import { json, jsonRequest, problems, secured } from "../answers.ts";
import { actorOf, isLimited, principalIn, type AdminContext } from "../env.ts";
import { MessageType, Reason } from "../fields.ts";
import { isKey, keyReused, malformedKey } from "../keyed.ts";
import type { AdminPorts } from "../ports.ts";
import { problem } from "../problem.ts";
import { newRouter } from "../router.ts";
import { unknownType } from "./contract-views.ts";

const TestMessageBody = z.strictObject({
  data: z.unknown().openapi({ description: "What the contract asks for; sent as it is spelled here." }),
  reason: Reason,
});

const SentTestMessage = z
  .object({
    id: z.string().openapi({ description: "Of the message: GET /messages/{id} says what becomes of it." }),
    duplicate: z
      .boolean()
      .openapi({ description: "Whether a request under the same key has sent it before." }),
  })
  .openapi("SentTestMessage");

const sendRoute = createRoute({
  // Repeats meet in the intake, by the key: one after a death or an outage goes on where the first one ended.
  ...secured("contracts", "act"),
  method: "post",
  path: "/contracts/{type}/test-message",
  summary:
    "Sends one message of the type to all that take it, as if it had been published; in production only where that is allowed",
  description:
    "Its source is /spindle/console, and it is marked as a test; vendors are sent it all the same. A repeat under the same Idempotency-Key sends nothing twice.",
  request: { params: z.object({ type: MessageType }), body: jsonRequest(TestMessageBody) },
  responses: { 202: json(SentTestMessage, "It is stored, and the broker has it"), ...problems },
});

/** One message of an operator's own, to see what becomes of it. */
export function testMessageEndpoints(ports: AdminPorts) {
  const { plan, testMessages } = ports;
  return newRouter().openapi(sendRoute, async (c) => {
    const { type } = c.req.valid("param");
    const { data, reason } = c.req.valid("json");
    const contract = plan.registry.get(type);
    if (!contract) return problem(c, "not-found", unknownType(plan, type));
    const forbidden = whyNot(c, type, ports);
    if (forbidden !== undefined) return problem(c, "forbidden", forbidden);
    const key = c.req.header("idempotency-key");
    if (key !== undefined && !isKey(key)) return problem(c, "malformed", malformedKey);
    const fault = faultOf(c, contract, data);
    if (fault) return fault;
    const body = spelledData(await c.req.text());
    const { maxBytes } = plan.largeMessages;
    if (body.byteLength > maxBytes)
      return problem(c, "too-large", `Data of a message have ${maxBytes} bytes at the most.`);
    const sourceId = sourceIdOf(actorOf(c), key);
    const act = { actor: actorOf(c), reason };
    return answer(c, await testMessages.send({ type, data, body, sourceId }, act));
  });
}

/** Why nobody may send it, or not this person; undefined where they may. */
function whyNot(
  c: AdminContext,
  type: string,
  { environment, testMessages, plan }: AdminPorts,
): string | undefined {
  if (!environment.testMessages) return environment.production ? offInProduction : switchedOff;
  if (!isLimited(principalIn(c))) return undefined;
  const taking = testMessages.routesFor(type);
  const theirs = new Set(plan.routes.map(({ name }) => name));
  if (taking.length > 0 && taking.every((route) => theirs.has(route))) return undefined;
  return taking.length === 0
    ? `No route takes ${type}, so it belongs to none of the connections that you are limited to.`
    : `${type} goes to connections beyond those that you are limited to, too. Ask somebody who is not limited to send it.`;
}

const offInProduction =
  "This installation counts as production, where vendors would do for real what a test asks for. Send it elsewhere, have the producer publish it, or allow it by admin.environment.testMessages in spindle.config.ts.";
const switchedOff =
  "admin.environment.testMessages in spindle.config.ts has switched test messages off here. Have the producer publish it.";

function faultOf(c: AdminContext, contract: Contract, data: unknown) {
  const checked = checkData(contract, data);
  if (checked.ok) return undefined;
  const { detail, errors } = checked.problem;
  return problem(c, "invalid", detail, {
    errors: errors.map(({ pointer, detail: words }) => ({ pointer, detail: words })),
  });
}

/** The data as they are spelled in the request, where alone their numbers are exact. */
function spelledData(request: string): Buffer {
  const slice = memberSlices(request).find(({ key }) => key === "data");
  return Buffer.from(slice ? request.slice(slice.start, slice.end) : "null");
}

/** Keys are each person's own, and the source is the same for all. */
const sourceIdOf = (actor: string, key: string | undefined): string =>
  key === undefined ? randomUUID() : hash("sha256", JSON.stringify([actor, key]), "hex");

function answer(c: AdminContext, sending: TestSending) {
  switch (sending.kind) {
    case "accepted": {
      const { id, duplicate } = sending;
      c.header("Location", `/api/v1/messages/${id}`);
      return c.json({ id, duplicate }, 202);
    }
    case "unpublished":
      return problem(
        c,
        "unavailable",
        `The broker did not take it. It is stored as message ${sending.id}, and goes out once the broker is back; a repeat under the same Idempotency-Key is the same message.`,
      );
    case "notStored":
      return problem(c, "unavailable", "The database did not take it, and nothing was sent.");
    case "conflict":
      return problem(c, "key-reused", keyReused);
    case "unstorable":
      return problem(c, "invalid", sending.reason);
  }
}
