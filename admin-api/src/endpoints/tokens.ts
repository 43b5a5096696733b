import { createRoute, z } from "@hono/zod-openapi";
import { longestOverlapMs, tokenRoles } from "@spindlebus/bus/engine";
import { milliseconds, type Duration } from "@spindlebus/bus/adapter";
import { json, jsonRequest, problems, secured } from "../answers.ts";
import { actorOf } from "../env.ts";
import { Future, Reason, Text, Uuid } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { problem, refused } from "../problem.ts";
import { newRouter } from "../router.ts";
import { listOf, Time } from "./shapes.ts";

const Role = z.enum(tokenRoles);

const tokenFields = {
  id: z.string(),
  name: z.string(),
  roles: z.array(z.string()).readonly(),
  loopbackOnly: z.boolean(),
  sources: z.array(z.string()).readonly().nullable(),
  types: z.array(z.string()).readonly().nullable(),
  connections: z.array(z.string()).readonly().nullish(),
  brands: z.array(z.string()).readonly().nullish(),
  ratePerSecond: z.number().nullish(),
  burst: z.int().nullish(),
  createdAt: Time,
  expiresAt: Time.nullable(),
  lastUsedAt: Time.nullable().openapi({
    description: "To the minute, about; null where nobody has used it.",
  }),
  previous: z
    .object({ until: Time, lastUsedAt: Time.nullable() })
    .nullable()
    .openapi({ description: "The secret before the last rotation, while it still works." }),
};
const Token = z.object(tokenFields).openapi("Token");
const NewToken = z
  .object({
    ...tokenFields,
    token: z.string().openapi({ description: "Shown this once; only its hash is stored." }),
  })
  .openapi("NewToken");

const Patterns = z.array(Text(200)).min(1).max(100).optional().openapi({
  description: "What it may publish; everything if absent. One that ends in * allows all that begin so.",
});

const ConnectionPattern = z
  .string()
  .regex(/^([a-z][a-z0-9-]{0,39})?\*?$/, "is not a connection's id, with or without * at its end");

const TokenBody = z
  .strictObject({
    name: Text(100).openapi({ description: "Of whom or what it is; the audit shows it." }),
    roles: z.array(Role).min(1).max(tokenRoles.length),
    loopbackOnly: z.boolean().default(false),
    sources: Patterns,
    types: Patterns,
    connections: z
      .array(ConnectionPattern)
      .min(1)
      .max(100)
      .optional()
      .openapi({ description: "What it is limited to in this API; all if absent. * at the end as above." }),
    brands: z
      .array(Text(200))
      .min(1)
      .max(100)
      .optional()
      .openapi({ description: "The brands whose connections it is limited to, as the configuration says." }),
    ratePerSecond: z.number().positive().max(1_000_000).optional().openapi({
      description: "Events a second that it may publish; the installation's limit if absent.",
    }),
    burst: z.int().min(1).max(1_000_000).optional().openapi({
      description: "Events that it may publish at once; those of one second if absent.",
    }),
    expiresAt: Future.optional(),
    reason: Reason,
  })
  .refine(({ ratePerSecond, burst }) => burst === undefined || ratePerSecond !== undefined, {
    path: ["burst"],
    error: "belongs to a ratePerSecond",
  });

const RotationBody = z.strictObject({
  overlap: z
    .string()
    .regex(/^\d{1,4}(s|m|h|d)$/, 'is not a time such as "24h"')
    .default("24h")
    .transform((text) => milliseconds(text as Duration)) // checked by the line above
    .refine((ms) => ms <= longestOverlapMs, `is longer than ${longestOverlapMs / 86_400_000} days`)
    .openapi({
      type: "string",
      description: "How long the former secret works on; 0s ends it at once.",
      example: "24h",
    }),
  expiresAt: Future.optional().openapi({ description: "As it was if absent." }),
  reason: Reason,
});

const common = secured("tokens", "administer", { ofEverything: true });

const listRoute = createRoute({
  ...common,
  method: "get",
  path: "/tokens",
  summary: "All tokens, without the tokens themselves",
  responses: { 200: json(listOf(Token), "All tokens"), ...problems },
});

const makeRoute = createRoute({
  ...common,
  method: "post",
  path: "/tokens",
  summary: "Makes a token; takes no Idempotency-Key, for its answer is never stored",
  request: { body: jsonRequest(TokenBody) },
  responses: { 201: json(NewToken, "The token, shown this once"), ...problems },
});

const rotateRoute = createRoute({
  ...common,
  method: "post",
  path: "/tokens/{id}/rotate",
  summary: "Gives a token a new secret; the former one works on for the overlap. Takes no Idempotency-Key",
  request: { params: z.object({ id: Uuid }), body: jsonRequest(RotationBody) },
  responses: { 200: json(NewToken, "The token with its new secret, shown this once"), ...problems },
});

const revokeRoute = createRoute({
  ...common,
  method: "delete",
  path: "/tokens/{id}",
  summary: "Takes a token back",
  request: { params: z.object({ id: Uuid }), query: z.strictObject({ reason: Reason }) },
  responses: { 200: json(Token, "What was taken back"), ...problems },
});

const takesNoKey = "This takes no Idempotency-Key: its answer holds a secret and is not stored.";

/** Tokens of people and producers. */
export function tokenEndpoints({ operations: { tokens } }: AdminPorts) {
  return newRouter()
    .openapi(listRoute, async (c) => c.json({ data: await tokens.list() }, 200))
    .openapi(makeRoute, async (c) => {
      if (c.req.header("idempotency-key") !== undefined) return problem(c, "malformed", takesNoKey);
      const { reason, ...request } = c.req.valid("json");
      const made = await tokens.create(request, { actor: actorOf(c), reason });
      c.header("Location", `/api/v1/tokens/${made.id}`);
      return c.json(made, 201);
    })
    .openapi(rotateRoute, async (c) => {
      if (c.req.header("idempotency-key") !== undefined) return problem(c, "malformed", takesNoKey);
      const { reason, overlap: overlapMs, expiresAt } = c.req.valid("json");
      const act = { actor: actorOf(c), reason };
      const result = await tokens.rotate(c.req.valid("param").id, { overlapMs, expiresAt }, act);
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    })
    .openapi(revokeRoute, async (c) => {
      const act = { actor: actorOf(c), reason: c.req.valid("query").reason };
      const result = await tokens.revoke(c.req.valid("param").id, act);
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    });
}
