import { createRoute, z } from "@hono/zod-openapi";
import { tokenRoles } from "@spindlebus/bus";
import { json, jsonRequest, problems } from "../answers.ts";
import { needs } from "../authenticate.ts";
import { actorOf } from "../env.ts";
import { Instant, Reason, Text, Uuid } from "../fields.ts";
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
  createdAt: Time,
  expiresAt: Time.nullable(),
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

const TokenBody = z.strictObject({
  name: Text(100).openapi({ description: "Of whom or what it is; the audit shows it." }),
  roles: z.array(Role).min(1).max(tokenRoles.length),
  loopbackOnly: z.boolean().default(false),
  sources: Patterns,
  types: Patterns,
  expiresAt: Instant.refine((at) => Date.parse(at) > Date.now(), "is in the past").optional(),
  reason: Reason,
});

const common = { security: [{ bearer: [] }], tags: ["tokens"], middleware: [needs("admin")] };

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

const revokeRoute = createRoute({
  ...common,
  method: "delete",
  path: "/tokens/{id}",
  summary: "Takes a token back",
  request: { params: z.object({ id: Uuid }), query: z.strictObject({ reason: Reason }) },
  responses: { 200: json(Token, "What was taken back"), ...problems },
});

/** Tokens of people and producers. */
export function tokenEndpoints({ operations: { tokens } }: AdminPorts) {
  return newRouter()
    .openapi(listRoute, async (c) => c.json({ data: await tokens.list() }, 200))
    .openapi(makeRoute, async (c) => {
      if (c.req.header("idempotency-key") !== undefined) {
        return problem(
          c,
          "malformed",
          "This takes no Idempotency-Key: its answer holds a secret and is not stored.",
        );
      }
      const { reason, ...request } = c.req.valid("json");
      const made = await tokens.create(request, { actor: actorOf(c), reason });
      c.header("Location", `/api/v1/tokens/${made.id}`);
      return c.json(made, 201);
    })
    .openapi(revokeRoute, async (c) => {
      const act = { actor: actorOf(c), reason: c.req.valid("query").reason };
      const result = await tokens.revoke(c.req.valid("param").id, act);
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    });
}
