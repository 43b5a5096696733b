import { createRoute, z } from "@hono/zod-openapi";
import { problems, reading } from "../answers.ts";
import { DeliveryId } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { rangeOf } from "../range.ts";
import { revealedPayload } from "../revealed-payload.ts";
import { revealing } from "../revealing.ts";
import { newRouter } from "../router.ts";
import { whichData } from "./data-shapes.ts";

const payloadRoute = createRoute({
  ...reading("failures", "read-payload"),
  method: "get",
  path: "/failures/{id}/payload",
  summary: "The message's data, byte for byte as it was accepted; needs a reason, and is audited",
  description: "A large one begins with `Range: bytes=0-65535`; the answer says how long it is.",
  request: {
    params: z.object({ id: DeliveryId }),
    query: z.strictObject({ ...whichData, ...revealing.query }),
    headers: revealing.headers,
  },
  responses: {
    200: { description: "The bytes, in their own media type" },
    206: { description: "The part that was asked for" },
    ...problems,
  },
});

/** A failure's data as they are. */
export function failurePayloadEndpoints({ operations: { failures, revisions } }: AdminPorts) {
  return newRouter().openapi(payloadRoute, async (c) => {
    const key = c.req.valid("param").id;
    const revealed = await revealedPayload(c, key, failures);
    if ("refusal" in revealed) return revealed.refusal;
    const { payload } = revealed;
    const { contentType } = payload;
    const edited = c.req.valid("query").of === "next" ? await revisions.mendable(key) : undefined;
    const body = edited?.body ?? payload.body;
    const part = rangeOf(c.req.header("range"), body.byteLength);
    if (!part) return c.body(new Uint8Array(body), 200, payloadHeaders(contentType));
    return c.body(new Uint8Array(body.subarray(part.first, part.last + 1)), 206, {
      ...payloadHeaders(contentType),
      "Content-Range": `bytes ${part.first}-${part.last}/${body.byteLength}`,
    });
  });
}

/** A payload is whatever somebody sent: a browser may save it, and must not run it. */
function payloadHeaders(contentType: string): Record<string, string> {
  const shown = /^application\/([\w.-]+\+)?json(\s*;\s*charset=[\w-]+)?$/i.test(contentType)
    ? contentType
    : "application/octet-stream";
  return { "Content-Type": shown, "Content-Disposition": "attachment", "Accept-Ranges": "bytes" };
}
