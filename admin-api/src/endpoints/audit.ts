import { createRoute, z } from "@hono/zod-openapi";
import { json, problems, reading } from "../answers.ts";
import { Instant, pageQuery, Text } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { newRouter } from "../router.ts";
import { pageOf, Time } from "./shapes.ts";

const AuditEntry = z
  .object({
    id: z.int(),
    at: Time,
    actor: z.string(),
    action: z.string(),
    target: z.string(),
    reason: z.string().nullable(),
    detail: z.unknown(),
  })
  .openapi("AuditEntry");

const listRoute = createRoute({
  ...reading("audit", "read"),
  method: "get",
  path: "/audit",
  summary: "Who did what, when and why; newest first",
  request: {
    query: z.strictObject({
      actor: Text(200).optional(),
      action: Text(100).optional(),
      target: Text(700).optional(),
      from: Instant.optional(),
      to: Instant.optional(),
      ...pageQuery,
    }),
  },
  responses: { 200: json(pageOf(AuditEntry), "One page"), ...problems },
});

/** The audit. */
export function auditEndpoints({ operations: { audit } }: AdminPorts) {
  return newRouter().openapi(listRoute, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid("query");
    return c.json(await audit.list(filter, { limit, cursor }), 200);
  });
}
