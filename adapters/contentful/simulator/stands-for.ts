import type { SimulatorContext, SimulatorHandler } from "@spindlebus/bus/testing";
import type { Context } from "hono";
import type { ContentfulSettings } from "../src/settings.ts";
import { sameJson } from "../src/same-json.ts";
import type { Stored } from "./entry-store.ts";

/** One endpoint that several operations call; faults and effects know it by the operation that it stands for. */
export function byOperation(
  context: Pick<SimulatorContext, "operation">,
  operations: readonly [string, ...string[]],
  handler: (operation: string) => SimulatorHandler,
  standsFor: (c: Context) => Promise<string>,
): SimulatorHandler {
  const marked = new Map(operations.map((name) => [name, context.operation(name, handler(name))]));
  const usual = marked.get(operations[0]) ?? handler(operations[0]);
  return async (c) => (marked.get(await standsFor(c)) ?? usual)(c);
}

/** Which operation a PUT of an entry stands for, by its content type and by what it changes. */
export const writeStandsFor =
  ({ menuItems }: ContentfulSettings, read: (id: string) => Stored) =>
  async (c: Context): Promise<string> => {
    const found = read(c.req.param("id") ?? "");
    const type = found.ok ? found.entry.sys.contentType.sys.id : c.req.header("x-contentful-content-type");
    if (menuItems?.direction !== "out" || type !== menuItems.contentType) return "upsertEntry";
    const { soldOut = "" } = menuItems.fields;
    if (!found.ok) return "upsertMenuItem";
    const sent = soldOutIn(await c.req.text(), soldOut);
    return sameJson(sent, found.entry.fields[soldOut]) ? "upsertMenuItem" : "setAvailability";
  };

function soldOutIn(body: string, field: string): unknown {
  try {
    const { fields } = JSON.parse(body) as { readonly fields?: Readonly<Record<string, unknown>> };
    return fields?.[field];
  } catch {
    return undefined; // the endpoint itself refuses such a body
  }
}
