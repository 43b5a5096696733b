import type { SimulatorContext, SimulatorHandler } from "@spindlebus/bus/testing";
import type { Context } from "hono";
import type { SanitySecrets, SanitySettings } from "../src/settings.ts";
import { send, type Answer } from "./answer.ts";
import { refusedRequest } from "./checks.ts";
import { documentStore, shown, type DocumentChange, type StoredDocument } from "./document-store.ts";
import { answerQuery, queryOf } from "./query.ts";
import { rateLimit } from "./rate-limit.ts";
import { ActionsRequest, MutateRequest } from "./requests.ts";
import { actionStandsFor, mutationStandsFor } from "./stands-for.ts";
import { transactionAnswer, type Transacting } from "./transaction.ts";
import { signedWebhook } from "./webhook.ts";

type SanityContext = SimulatorContext<SanitySettings, SanitySecrets>;

/** What the endpoints of the simulated Sanity do, over one dataset. */
export function contentLake(context: SanityContext) {
  const { settings, secrets, nowMs } = context;
  const store = documentStore(nowMs);
  const limit = rateLimit(nowMs);
  const guarded =
    (kind: "mutations" | "requests", act: (c: Context) => Answer | Promise<Answer>): SimulatorHandler =>
    async (c) =>
      send(limit(kind) ?? (await refusedRequest(c, settings, secrets)) ?? (await act(c)));
  const told = (operation: string) => (id: string, changes: readonly DocumentChange[]) =>
    tell(context, { operation, id, changes });
  const transaction =
    <Request extends { readonly transactionId?: string | undefined }>(
      about: Omit<Transacting<Request>, "store" | "done">,
    ) =>
    (operation: string) =>
      guarded("mutations", (c) => transactionAnswer(c, { ...about, store, done: told(operation) }));

  return {
    mutationStandsFor: mutationStandsFor(settings, store.read),
    actionStandsFor: actionStandsFor(settings, store.read),
    mutate: transaction({
      schema: MutateRequest,
      kind: "mutationError",
      partsOf: ({ mutations }) => mutations,
    }),
    act: transaction({ schema: ActionsRequest, kind: "actionError", partsOf: ({ actions }) => actions }),
    read: guarded("requests", (c) => documentsAnswer((c.req.param("ids") ?? "").split(","), store.read)),
    query: guarded("requests", (c) => answerQuery(queryOf(c.req.query()), store.all())),
  };
}

type Done = {
  readonly operation: string;
  /** The transaction's. */
  readonly id: string;
  readonly changes: readonly DocumentChange[];
};

/** Counts what was done and sends the webhooks; as at Sanity, nobody asked to be told of drafts. */
async function tell(
  { settings, secrets, nowMs, effects, sendWebhook }: SanityContext,
  { operation, id: transactionId, changes }: Done,
): Promise<void> {
  const [first] = changes;
  const document = first?.after ?? first?.before;
  const reference = first?.id.replace(/^drafts\./, "") ?? "";
  if (document) effects.add({ operation, reference, transactionId, document: shown(document) });
  const { projectId, dataset } = settings;
  const { webhookSecret } = secrets;
  for (const change of changes) {
    if (change.id.startsWith("drafts.")) continue;
    const about = { change, transactionId, projectId, dataset, webhookSecret, nowMs };
    sendWebhook("events", await signedWebhook(about));
  }
}

function documentsAnswer(ids: readonly string[], read: (id: string) => StoredDocument | undefined): Answer {
  const documents = ids.flatMap((id) => read(id) ?? []).map(shown);
  const omitted = ids.filter((id) => !read(id)).map((id) => ({ id, reason: "existence" }));
  return { status: 200, body: { documents, omitted } };
}
