import { createHmac } from "node:crypto";
import { type Context, Hono } from "hono";
import { z } from "zod";
import {
  applied,
  blocked,
  defineAdapter,
  defineWebhook,
  emission,
  freshness,
  inDoubt,
  liveSecrets,
  matchesHmac,
  oauth2ClientCredentials,
  post,
  refused,
  rejected,
  throttled,
  translation,
  type Operation,
  type Outcome,
  type VendorResponse,
} from "../../adapter/index.ts";
import { noteTaken } from "../delivery/note.ts";
import { noteFiled } from "../delivery/toy-adapter.ts";
import { defineSimulator, type SimulatorContext } from "../simulator/define-simulator.ts";

type Note = { readonly noteId: string; readonly text: string };
type Settings = { readonly baseUrl: string };
type Secrets = { readonly clientSecret: string; readonly webhookSecret: string };

const Filed = z.object({ noteId: z.string().min(1), place: z.string().min(1) });
const Refusal = z.object({ code: z.string().min(1), message: z.string().min(1) });

/** What an answer of the toy vendor means. */
export function readFiling(response: VendorResponse, { noteId }: Note): Outcome {
  const { status, json } = response;
  if (status === 429) return throttled("slow down");
  if (status === 401 || status === 403)
    return blocked("credentials_refused", "Mend the secret clientSecret.");
  const refusal = Refusal.safeParse(json);
  if (status > 299)
    return refusal.success
      ? rejected(refusal.data.code, refusal.data.message)
      : rejected(`http${status}`, "It said no.");
  const filed = Filed.safeParse(json);
  if (!filed.success) return inDoubt("unreadable", "The answer is not readable.");
  const { place } = filed.data;
  return applied({ reference: place, emit: [emission(noteFiled, { noteId, place })] });
}

/** Files a note, as it should be done. */
export const fileNote: Operation<Note, Settings> = {
  on: noteTaken,
  summary: "Files a note at the toy vendor.",
  idempotency: "key",
  key: { header: "idempotency-key", validFor: "24h" },
  request: (note) => post("/notes", note),
  interpret: readFiling,
};

/** The toy vendor's webhook, as it should be done. */
export const filedWebhook = defineWebhook({
  verify: (
    { headers, rawBody },
    { secrets, nowMs }: { readonly secrets: Secrets; readonly nowMs: number },
  ) => {
    const [, seconds = "", given = ""] = /^t=(\d{1,12}),v1=(\w+)$/.exec(headers["toy-signature"] ?? "") ?? [];
    const form = { hash: "sha256", encoding: "hex" } as const;
    const matches = matchesHmac(given, form, liveSecrets(secrets.webhookSecret), `${seconds}.`, rawBody);
    return matches ? freshness(Number(seconds), { nowMs }) : refused("the signature does not fit");
  },
  body: z.looseObject({
    id: z.string(),
    at: z.string(),
    type: z.string(),
    noteId: z.string(),
    place: z.string(),
  }),
  translate: ({ id, at, type, noteId, place }) =>
    type === "filed" ? [translation(noteFiled, { eventId: id, data: { noteId, place }, time: at })] : [],
});

/** An adapter that passes every check. */
export const goodAdapter = defineAdapter({
  name: "toy",
  version: "1.0.0",
  domain: "loyalty",
  settings: z.object({ baseUrl: z.url().meta({ description: "Root of the API." }) }),
  secrets: z.object({
    clientSecret: z.string().meta({ description: "Of the API client." }),
    webhookSecret: z.string().meta({ description: "Of the webhook." }),
  }),
  limits: { concurrency: 5, perSecond: 100 },
  authorize: oauth2ClientCredentials(({ secrets }) => ({
    url: "/token",
    clientId: "toy",
    clientSecret: secrets.clientSecret,
  })),
  operations: { fileNote },
  webhooks: { filed: filedWebhook },
});

/** A vendor that honours keys for as long as it runs, and tells of what it filed. */
export const toyVendor = defineSimulator<Settings, Secrets>({
  adapter: "toy",
  api: (context) => {
    const { operation, read } = context;
    const file = filing(context);
    const isKnown = (c: Context) => c.req.header("authorization") === "Bearer token-1";
    const unauthorized = (c: Context) => c.json({ error: "unauthorized" }, 401);
    const one = async (c: Context) =>
      isKnown(c) ? c.json(file(await c.req.json(), c.req.header("idempotency-key"))) : unauthorized(c);
    const many = async (c: Context) => {
      if (!isKnown(c)) return unauthorized(c);
      const { notes }: { readonly notes: readonly Note[] } = await c.req.json();
      const key = c.req.header("idempotency-key");
      return c.json({ filed: notes.map((note) => file(note, key && `${key} ${note.noteId}`)) });
    };
    const place = (c: Context) => (isKnown(c) ? c.json({ place: c.req.param("place") }) : unauthorized(c));
    return new Hono()
      .post("/token", (c) => c.json({ access_token: "token-1", expires_in: 3600 }))
      .post("/notes", operation("fileNote", one))
      .post("/notes/many", operation("fileNotes", many))
      .get("/places/:place", read("place", place));
  },
  refusals: {
    reject: (c) => c.json({ code: "no_room", message: "There is no room for it." }, 422),
    rateLimit: (c) => c.json({ code: "slow_down", message: "Too many." }, 429),
  },
});

/** Files a note, once for each key, and tells the bus. */
function filing({ effects, sendWebhook, secrets, nowMs }: SimulatorContext<Settings, Secrets>) {
  const answers = new Map<string, { noteId: string; place: string }>();
  return ({ noteId }: Note, key = `none-${answers.size}`) => {
    const before = answers.get(key);
    if (before) return before;
    const filed = { noteId, place: `place-${answers.size + 1}` };
    answers.set(key, filed);
    const { id, at } = effects.add({ operation: "fileNote", reference: noteId });
    const body = JSON.stringify({ id, at, type: "filed", ...filed });
    const seconds = Math.floor(nowMs() / 1_000);
    const v1 = createHmac("sha256", secrets.webhookSecret).update(`${seconds}.${body}`).digest("hex");
    sendWebhook("filed", { headers: { "toy-signature": `t=${seconds},v1=${v1}` }, body });
    return filed;
  };
}

/** What the suite has to know of it. */
export const toyFixtures = {
  secrets: { clientSecret: "toy-client-secret", webhookSecret: "toy-webhook-secret" },
  operations: { fileNote: { message: { noteId: "n-1", text: "two coffees for table nine" } } },
  contracts: [noteFiled],
};
