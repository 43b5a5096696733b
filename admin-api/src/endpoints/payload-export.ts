import { createRoute, z } from "@hono/zod-openapi";
import {
  parseDeliveryId,
  readCursor,
  type Failure,
  type FailureFilter,
  type Operations,
} from "@spindlebus/bus/engine";
import { jsonRequest, problems, reading } from "../answers.ts";
import { actorOf } from "../env.ts";
import { failureFilter } from "../failure-filter.ts";
import { Reason } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { newRouter } from "../router.ts";
import { streamOf } from "../stream-of.ts";
import { NamedFilter } from "./replay-shapes.ts";

const exportRoute = createRoute({
  ...reading("failures", "read-payload"),
  method: "post",
  path: "/failures/export",
  summary: "All failures that fit a filter with their messages' data, as a stream; audited, with the reason",
  description:
    "NDJSON. Each line has `payload`: `text` where the data is UTF-8, else `base64`, byte for byte as it was accepted, or `gone` " +
    'and why. It ends with `{ "end": true, "count": n }`.',
  request: {
    body: jsonRequest(
      z.strictObject({
        filter: NamedFilter,
        format: z.literal("ndjson").default("ndjson"),
        payload: z.literal(true).openapi({ description: "Without the data: GET /failures/export." }),
        reason: Reason,
      }),
    ),
  },
  responses: { 200: { description: "The failures, last failed first" }, ...problems },
});

/** Failures with their data, for who may see it. */
export function payloadExportEndpoints({ operations, log, plan: { registry } }: AdminPorts) {
  return newRouter().openapi(exportRoute, async (c) => {
    const { reason, filter: given } = c.req.valid("json");
    const filter = failureFilter(given, registry);
    const { count } = await operations.failures.list(filter, { limit: 1 });
    const note = (action: string, detail: object) =>
      operations.audit.append({
        actor: actorOf(c),
        reason,
        action,
        target: "failures",
        detail: { format: "ndjson", payload: true, filter, ...detail },
      });
    // Before anything is shown; how many there were in the end is noted at the end.
    await note("failures.exportPayloads", { count });
    const chunks = written(operations, filter, (ended) =>
      note("failures.exported", ended).catch((error: unknown) =>
        log.error({ reason: String(error) }, "the end of an export is not in the audit"),
      ),
    );
    return c.body(streamOf(chunks), 200, {
      "Content-Type": "application/x-ndjson",
      "Content-Disposition": 'attachment; filename="failures.ndjson"',
    });
  });
}

type Ended = { readonly count: number; readonly complete: boolean };

/** Some are large: one payload is held at a time. */
const pageSize = 100;

async function* written(
  { failures }: Operations,
  filter: FailureFilter,
  ended: (how: Ended) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  let count = 0;
  let complete = false;
  try {
    for (let next: string | null = ""; next !== null;) {
      const page = await failures.list(filter, { limit: pageSize, cursor: readCursor(next) });
      for (const failure of page.data) {
        yield line({ ...failure, payload: await payloadOf(failures, failure) });
        count += 1;
      }
      ({ next } = page);
    }
    complete = true;
    yield line({ end: true, count });
  } finally {
    await ended({ count, complete });
  }
}

const line = (value: object): Uint8Array => Buffer.from(`${JSON.stringify(value)}\n`);

async function payloadOf(failures: Operations["failures"], { id }: Failure): Promise<object> {
  const key = parseDeliveryId(id);
  const payload = key && (await failures.message(key));
  if (!payload) return { gone: "The ledger has no such delivery any more." };
  if (payload.kind !== "stored") return { gone: payload.reason };
  const { contentType, body } = payload;
  const bytes = Buffer.from(body);
  const text = bytes.toString();
  // What is no UTF-8 would come back as other bytes.
  return Buffer.from(text).equals(bytes)
    ? { contentType, text }
    : { contentType, base64: bytes.toString("base64") };
}
