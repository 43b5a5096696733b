import { createRoute, z } from "@hono/zod-openapi";
import { deliveryId, faultsOf, type StoredFailure } from "@spindlebus/bus";
import { limitsFor } from "@spindlebus/contracts";
import { acting, json, jsonRequest, problems } from "../answers.ts";
import { actorOf } from "../env.ts";
import { DeliveryId, Reason, Text } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { problem, refused, type FieldError } from "../problem.ts";
import { newRouter } from "../router.ts";
import { Failure } from "./failure-shapes.ts";

const Attributes = z
  .record(
    z.string().regex(/^[a-z0-9]{1,64}$/, "is not an attribute's name"),
    z.union([Text(1_024), z.int(), z.boolean()]),
  )
  .openapi({
    description: "All attributes of a message in binary mode, in place of those that it came with.",
  });

const RevisionBody = z
  .strictObject({
    body: z.string().optional().openapi({ description: "The mended bytes, as text." }),
    bodyBase64: z.base64().optional().openapi({ description: "The mended bytes, where they are no text." }),
    contentType: Text(200).optional(),
    attributes: Attributes.optional(),
    reason: Reason,
  })
  .refine(({ body, bodyBase64 }) => body === undefined || bodyBase64 === undefined, {
    message: "is given by body already",
    path: ["bodyBase64"],
  });

type Given = z.infer<typeof RevisionBody>;

const revise = (keys: AdminPorts["operations"]["idempotencyKeys"]) =>
  createRoute({
    ...acting("failures", "edit", keys),
    method: "post",
    path: "/failures/{id}/revisions",
    summary: "Mends what failed at the way in; the original stays, and its next replay takes this",
    request: { params: z.object({ id: DeliveryId }), body: jsonRequest(RevisionBody) },
    responses: { 200: json(Failure, "The failure as it is now"), ...problems },
  });

/** Mending failures. What is not given stays as it was; what would fail again is refused, with everything that is wrong. */
export function failureRevisionEndpoints({ operations: { failures, idempotencyKeys }, plan }: AdminPorts) {
  const limits = limitsFor(plan.largeMessages.maxBytes);
  return newRouter().openapi(revise(idempotencyKeys), async (c) => {
    const key = c.req.valid("param").id;
    const given = c.req.valid("json");
    const before = await failures.mendable(key);
    if (!before)
      return problem(
        c,
        "not-found",
        `There is no failure of the way in ${deliveryId(key)} that can be mended.`,
      );
    const mended = mendedOf(before, given);
    const errors = faultsOf(mended, { ...plan, limits }).flatMap(fieldErrorsOf);
    if (errors.length > 0) return problem(c, "invalid", "It would fail again.", { errors });
    const result = await failures.revise(key, mended, { actor: actorOf(c), reason: given.reason });
    return result.ok ? c.json(result.value, 200) : refused(c, result);
  });
}

function mendedOf(
  before: StoredFailure,
  { body, bodyBase64, contentType, attributes }: Given,
): StoredFailure {
  const bytes = body === undefined ? bodyBase64 && Buffer.from(bodyBase64, "base64") : Buffer.from(body);
  const { messageid } = before.extensions;
  return {
    ...before,
    ...(bytes !== undefined && { body: Buffer.from(bytes) }),
    ...(contentType !== undefined && { contentType }),
    // Which message it was stays, whatever is said of it.
    ...(attributes && { extensions: { ...attributes, ...(messageid !== undefined && { messageid }) } }),
  };
}

function fieldErrorsOf(fault: ReturnType<typeof faultsOf>[number]): readonly FieldError[] {
  if ("message" in fault) return [{ pointer: "", detail: fault.message }];
  const { detail, errors = [] } = fault;
  return errors.length > 0
    ? errors.map((error) => ({ pointer: error.pointer, detail: error.detail }))
    : [{ pointer: "", detail }];
}
