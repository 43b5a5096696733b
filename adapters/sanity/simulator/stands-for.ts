import type { SimulatorContext, SimulatorHandler } from "@spindlebus/bus/testing";
import type { Context } from "hono";
import type { SanitySettings } from "../src/settings.ts";
import type { StoredDocument } from "./document-store.ts";
import { ActionsRequest, MutateRequest, type Mutation } from "./requests.ts";

/** One endpoint that several operations call; faults and effects know it by the operation that it stands for. */
export function byOperation(
  context: Pick<SimulatorContext, "operation">,
  operations: readonly [string, ...string[]],
  handler: (operation: string) => SimulatorHandler,
  standsFor: (body: unknown) => string,
): SimulatorHandler {
  const marked = new Map(operations.map((name) => [name, context.operation(name, handler(name))]));
  const usual = marked.get(operations[0]) ?? handler(operations[0]);
  return async (c) => (marked.get(standsFor(await jsonOf(c))) ?? usual)(c);
}

/** The body of a request; undefined where it is no JSON, which the endpoint itself refuses. */
export async function jsonOf(c: Context): Promise<unknown> {
  try {
    return JSON.parse(await c.req.text());
  } catch {
    return undefined; // the schema refuses it in Sanity's own words
  }
}

type Read = (id: string) => StoredDocument | undefined;

/** Which operation mutations stand for, by the documents' type and by what they change. */
export const mutationStandsFor =
  ({ menuItems }: SanitySettings, read: Read) =>
  (body: unknown): string => {
    const [first] = MutateRequest.safeParse(body).data?.mutations ?? [];
    if (!first || menuItems?.direction !== "out") return "upsertEntry";
    const { patch } = "patch" in first ? first : {};
    const type = patch ? read(patch.id)?.type : createdIn(first)?.type;
    if (type !== menuItems.documentType) return "upsertEntry";
    const { soldOut = "" } = menuItems.fields;
    return patch?.set && Object.hasOwn(patch.set, soldOut) ? "setAvailability" : "upsertMenuItem";
  };

function createdIn(mutation: Mutation) {
  if ("create" in mutation) return mutation.create;
  if ("createOrReplace" in mutation) return mutation.createOrReplace;
  return "createIfNotExists" in mutation ? mutation.createIfNotExists : undefined;
}

/** Which operation an action stands for. */
export const actionStandsFor =
  ({ menuItems }: SanitySettings, read: Read) =>
  (body: unknown): string => {
    const [first] = ActionsRequest.safeParse(body).data?.actions ?? [];
    if (first?.actionType !== "sanity.action.document.unpublish") return "publishEntry";
    const isItem = menuItems?.direction === "out" && read(first.publishedId)?.type === menuItems.documentType;
    return isItem ? "removeMenuItem" : "unpublishEntry";
  };
