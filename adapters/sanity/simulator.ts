import { defineSimulator, type SimulatorContext, type SimulatorHandler } from "@spindlebus/bus/testing";
import { type Context, Hono } from "hono";
import type { z } from "zod";
import { httpError, lakeError, send, transactionError, type Answer } from "./simulator/answer.ts";
import { withArrayKeys } from "./simulator/array-keys.ts";
import { refusedRequest } from "./simulator/checks.ts";
import { documentStore, shown, type Committed, type StoredDocument } from "./simulator/document-store.ts";
import { answerQuery } from "./simulator/query.ts";
import { overLimit, rateLimit } from "./simulator/rate-limit.ts";
import { ActionsRequest, MutateRequest } from "./simulator/requests.ts";
import { actionStandsFor, byOperation, jsonOf, mutationStandsFor } from "./simulator/stands-for.ts";
import { signedWebhook } from "./simulator/webhook.ts";
import type { SanitySecrets, SanitySettings } from "./src/settings.ts";

type SanityContext = SimulatorContext<SanitySettings, SanitySecrets>;

/**
 * Sanity's content lake as far as the adapter uses it: documents are read, queried, changed in transactions that name
 * revisions and their own id, published and taken back, and signed webhooks say so.
 */
export default defineSimulator<SanitySettings, SanitySecrets>({
  adapter: "sanity",
  api: (context) => {
    const lake = contentLake(context);
    const data = "/:version/data";
    const writes = ["upsertEntry", "upsertMenuItem", "setAvailability"] as const;
    const actions = ["publishEntry", "unpublishEntry", "removeMenuItem"] as const;
    return new Hono()
      .get(`${data}/doc/:dataset/:ids`, context.read("readDocuments", lake.read))
      .get(`${data}/query/:dataset`, context.read("query", lake.query))
      .post(`${data}/mutate/:dataset`, byOperation(context, writes, lake.mutate, lake.mutationStandsFor))
      .post(`${data}/actions/:dataset`, byOperation(context, actions, lake.act, lake.actionStandsFor))
      .all("/*", () => send(httpError(404, "Not Found", "The resource was not found.")));
  },
  refusals: {
    reject: () =>
      send(
        transactionError(
          "mutationError",
          [{ type: "validationError", description: "The document does not keep to a rule of the dataset" }],
          400,
        ),
      ),
    rateLimit: () => send(overLimit),
    unauthorized: () => send(httpError(401, "Unauthorized", "Session not found")),
    unavailable: () => send(httpError(503, "Service Unavailable", "The service is unavailable.")),
  },
});

function contentLake({ settings, secrets, nowMs, effects, sendWebhook }: SanityContext) {
  const store = documentStore(nowMs);
  const limit = rateLimit(nowMs);
  const { projectId, dataset } = settings;
  const { webhookSecret } = secrets;
  const guarded =
    (kind: "mutations" | "requests", act: (c: Context) => Answer | Promise<Answer>): SimulatorHandler =>
    async (c) =>
      send(limit(kind) ?? (await refusedRequest(c, settings, secrets)) ?? (await act(c)));

  /** Counts what was done and sends the webhooks; as at Sanity, nobody asked to be told of drafts. */
  const told = async (operation: string, id: string, done: Committed & { ok: true }): Promise<Answer> => {
    const [{ before, after, id: changed } = { id: "" }] = done.changes;
    const document = after ?? before;
    const reference = changed.replace(/^drafts\./, "");
    if (document) effects.add({ operation, reference, transactionId: id, document: shown(document) });
    for (const change of done.changes) {
      if (change.id.startsWith("drafts.")) continue;
      const about = { change, transactionId: id, projectId, dataset, webhookSecret, nowMs };
      sendWebhook("events", await signedWebhook(about));
    }
    const results = done.changes.map((change) => ({
      id: change.id,
      operation: !change.before ? "create" : change.after ? "update" : "delete",
    }));
    return { status: 200, body: { transactionId: id, results } };
  };

  /** A transaction of mutations or of actions: refused as a whole, or done as a whole. */
  const transaction =
    <Request>(
      schema: z.ZodType<Request>,
      kind: "mutationError" | "actionError",
      partsOf: (request: Request) => Parameters<typeof store.commit>[1],
    ) =>
    (operation: string) =>
      guarded("mutations", async (c) => {
        const request = schema.safeParse(await jsonOf(c));
        if (!request.success) return invalid(request.error);
        const named = (request.data as { readonly transactionId?: string }).transactionId;
        const id = named ?? store.nextTransactionId();
        const parts = partsOf(request.data);
        const isKeyed = c.req.query("autoGenerateArrayKeys") === "true";
        const done = store.commit(id, isKeyed ? parts.map(withArrayKeys) : parts);
        if (done.ok) return told(operation, id, done);
        if ("taken" in done)
          return lakeError(409, "transactionAlreadyExistsError", `Transaction "${id}" already exists`);
        return transactionError(kind, done.errors);
      });

  return {
    mutationStandsFor: mutationStandsFor(settings, store.read),
    actionStandsFor: actionStandsFor(settings, store.read),
    mutate: transaction(MutateRequest, "mutationError", ({ mutations }) => mutations),
    act: transaction(ActionsRequest, "actionError", ({ actions }) => actions),
    read: guarded("requests", (c) => documentsAnswer((c.req.param("ids") ?? "").split(","), store.read)),
    query: guarded("requests", (c) => {
      const { query = "", perspective, ...rest } = c.req.query();
      const params = Object.entries(rest).flatMap(([name, value]) =>
        name.startsWith("$") ? [[name.slice(1), JSON.parse(value)] as const] : [],
      );
      const seesDrafts = perspective === "raw" || perspective === "drafts";
      return answerQuery({ query, params: Object.fromEntries(params), seesDrafts }, store.all());
    }),
  };
}

function documentsAnswer(ids: readonly string[], read: (id: string) => StoredDocument | undefined): Answer {
  const documents = ids.flatMap((id) => read(id) ?? []).map(shown);
  const omitted = ids.filter((id) => !read(id)).map((id) => ({ id, reason: "existence" }));
  return { status: 200, body: { documents, omitted } };
}

function invalid({ issues }: z.ZodError): Answer {
  const faults = issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  return lakeError(400, "mutationError", `The request is not valid: ${faults.join("; ")}`);
}
