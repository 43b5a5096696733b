import { createRoute, z } from "@hono/zod-openapi";
import { recalledFor } from "@spindlebus/bus/engine";
import { json, problems, reading } from "../answers.ts";
import { DeliveryId } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { revealedPayload } from "../revealed-payload.ts";
import { revealing } from "../revealing.ts";
import { newRouter } from "../router.ts";

const Recording = z
  .object({
    contentType: z.string(),
    bodyBase64: z.string().openapi({ description: "The message's data, byte for byte as it was accepted." }),
    envelope: z.unknown().openapi({
      description: "What came beside the data. Of a failure of the way in: where it came, and its headers.",
    }),
    recalled: z
      .unknown()
      .openapi({ description: "What the adapter remembers now of what its operation asks for." }),
  })
  .openapi("Recording");

const recordingRoute = createRoute({
  method: "get",
  path: "/failures/{id}/recording",
  summary: "The whole message as its adapter gets it, to make a test of; needs a reason, and is audited",
  request: {
    params: z.object({ id: DeliveryId }),
    query: z.strictObject(revealing.query),
    headers: revealing.headers,
  },
  responses: { 200: json(Recording, "The message, and what is remembered for it"), ...problems },
  ...reading("failures", "read-payload"),
});

/** What an adapter's author needs to run the adapter on a failure again. Whoever may read a payload may read this. */
export function failureRecordingEndpoints({ operations: { failures, memory }, plan }: AdminPorts) {
  return newRouter().openapi(recordingRoute, async (c) => {
    const key = c.req.valid("param").id;
    const revealed = await revealedPayload(c, key, failures);
    if ("refusal" in revealed) return revealed.refusal;
    const { payload } = revealed;
    const { envelope, contentType, body } = payload;
    const route = plan.routes.find(({ name }) => name === key.route);
    const recalled = route ? await recalledFor(route, payload, memory) : {};
    const bodyBase64 = Buffer.from(body).toString("base64");
    return c.json({ contentType, bodyBase64, envelope, recalled }, 200);
  });
}
