import { createRoute, z } from "@hono/zod-openapi";
import { acting, json, jsonRequest, problems } from "../answers.ts";
import { actorOf } from "../env.ts";
import { ConnectionName, ReasonBody } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { problem } from "../problem.ts";
import { newRouter } from "../router.ts";

const ConnectionTest = z
  .object({
    reached: z.boolean().openapi({ description: "Whether a connection was opened: by DNS, TCP and TLS." }),
    authenticated: z
      .boolean()
      .nullable()
      .openapi({ description: "Whether the vendor takes the credentials; null where that is not known." }),
    status: z.int().nullable().openapi({ description: "Of the vendor's answer, where there was one." }),
    durationMs: z.int(),
    words: z.string(),
  })
  .openapi("ConnectionTest");

/** Whether a vendor can be reached, and takes the credentials. */
export function connectionTestEndpoints({ operations, plan, connectionTests }: AdminPorts) {
  const testRoute = createRoute({
    ...acting("connections", "act", operations.idempotencyKeys),
    method: "post",
    path: "/connections/{id}/test",
    summary: "Whether the vendor can be reached and takes the credentials; changes nothing there",
    description:
      "Within the limits of the connection, also while it is paused. An adapter without a check opens a connection and sends nothing.",
    request: { params: z.object({ id: ConnectionName }), body: jsonRequest(ReasonBody) },
    responses: { 200: json(ConnectionTest, "What was found out"), ...problems },
  });
  return newRouter().openapi(testRoute, async (c) => {
    const { id } = c.req.valid("param");
    const connection = plan.connections.get(id);
    if (!connection) return problem(c, "not-found", "No connection of that id is configured.");
    const found = await connectionTests.test(connection);
    if (!found)
      return problem(c, "unavailable", `The limits of ${id} let nothing through in time; see its closures.`);
    await operations.audit.append({
      actor: actorOf(c),
      action: "connection.test",
      target: `connection:${id}`,
      reason: c.req.valid("json").reason,
      detail: { after: found },
    });
    return c.json(found, 200);
  });
}
