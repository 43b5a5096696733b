import { createRoute, z } from "@hono/zod-openapi";
import { readCursor, type FailureFilter, type Operations } from "@spindlebus/bus/engine";
import { problems, reading } from "../answers.ts";
import { actorOf } from "../env.ts";
import { failureFilter, failureFilterFields } from "../failure-filter.ts";
import type { AdminPorts } from "../ports.ts";
import { newRouter } from "../router.ts";
import { streamOf } from "../stream-of.ts";
import { exportFormats, type ExportFormat } from "./export-formats.ts";

const exportRoute = createRoute({
  ...reading("failures", "read"),
  method: "get",
  path: "/failures/export",
  summary: "All failures that fit a filter, as a stream, without their data; the export is audited",
  description:
    'NDJSON ends with `{ "end": true, "count": n }`; of CSV a broken answer is cut off. What fails again meanwhile is ' +
    "newer than what has been written, and may be missing.",
  request: {
    query: z.strictObject({ format: z.enum(["ndjson", "csv"]).default("ndjson"), ...failureFilterFields }),
  },
  responses: { 200: { description: "The failures, last failed first" }, ...problems },
});

/** Failures for programs and spreadsheets. */
export function failureExportEndpoints({ operations, log, plan: { registry } }: AdminPorts) {
  return newRouter().openapi(exportRoute, async (c) => {
    const { format, ...given } = c.req.valid("query");
    const order = { actor: actorOf(c), format, filter: failureFilter(given, registry) };
    await note(operations, order, "failures.export", {});
    const chunks = written(operations, order.filter, exportFormats[format], (ended) =>
      note(operations, order, "failures.exported", ended).catch((error: unknown) =>
        log.error({ reason: String(error) }, "the end of an export is not in the audit"),
      ),
    );
    return c.body(streamOf(chunks), 200, {
      "Content-Type": exportFormats[format].mediaType,
      "Content-Disposition": `attachment; filename="failures.${format}"`,
    });
  });
}

type Ended = { readonly count: number; readonly complete: boolean };
type Order = { readonly actor: string; readonly format: string; readonly filter: FailureFilter };

const note = ({ audit }: Operations, { actor, format, filter }: Order, action: string, more: object) =>
  audit.append({ actor, action, target: "failures", detail: { format, filter, ...more } });

const pageSize = 500;

/** A page is read when the one before is taken: a slow reader holds nothing of the database, and who hangs up ends it. */
async function* written(
  { failures }: Operations,
  filter: FailureFilter,
  { head, line, tail }: ExportFormat,
  ended: (how: Ended) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  let count = 0;
  let complete = false;
  try {
    if (head !== "") yield Buffer.from(head);
    for (let next: string | null = ""; next !== null;) {
      const page = await failures.list(filter, { limit: pageSize, cursor: readCursor(next) });
      count += page.data.length;
      if (page.data.length > 0) yield Buffer.from(page.data.map(line).join(""));
      ({ next } = page);
    }
    complete = true;
    if (tail(count) !== "") yield Buffer.from(tail(count));
  } finally {
    await ended({ count, complete });
  }
}
