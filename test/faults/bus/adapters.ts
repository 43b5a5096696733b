import {
  absent,
  applied,
  bearerAuth,
  defineAdapter,
  emission,
  get,
  post,
  put,
  rejected,
  throttled,
  unclear,
  type BatchItem,
  type Outcome,
  type Probe,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { z } from "zod";
import { stepFiled, stepTaken, stepUndone, type Step } from "./contracts.ts";

const Filed = z.object({ place: z.string() });
const Refusal = z.object({ code: z.string(), message: z.string() });

function read(response: VendorResponse): Outcome {
  if (response.status === 429) return throttled("slow down");
  const refusal = Refusal.safeParse(response.json);
  if (response.status >= 400 && refusal.success) return rejected(refusal.data.code, refusal.data.message);
  return applied({ reference: Filed.parse(response.json).place });
}

/** The same, and it tells the bus. */
function readAndTell(response: VendorResponse, step: Step): Outcome {
  const outcome = read(response);
  return outcome.kind === "applied"
    ? applied({ reference: outcome.reference, emit: [emission(stepFiled, step)] })
    : outcome;
}

const probe: Probe<Step, { baseUrl: string }> = {
  readLag: "300ms",
  request: ({ reference }) => get("/file", { reference }),
  interpret: (response) => {
    if (response.status === 404) return absent();
    const outcome = read(response);
    return outcome.kind === "applied" ? outcome : unclear("no answer that tells");
  },
};

/** Waits that a test can sit through. */
const common = {
  version: "1",
  domain: "loyalty",
  settings: z.object({ baseUrl: z.url() }),
  secrets: z.object({ apiKey: z.string() }),
  limits: { concurrency: 20, perSecond: Number.POSITIVE_INFINITY },
  authorize: bearerAuth<{ baseUrl: string }, { apiKey: string }>(({ secrets }) => secrets.apiKey),
} as const;
const timing = { timeout: "2.5s", retry: { attempts: 12, base: "100ms", cap: "2s" } } as const;
const filing = { ...timing, on: stepTaken, interpret: read } as const;
const key = { header: "idempotency-key", validFor: "24h" } as const;

/** One adapter for each way of settling a doubt. */
export const keyed = defineAdapter({
  ...common,
  name: "keyed",
  operations: {
    file: {
      ...filing,
      summary: "Files by key, and tells.",
      idempotency: "key",
      key,
      request: (step: Step) => post("/file", step),
      interpret: readAndTell,
    },
  },
});

export const natural = defineAdapter({
  ...common,
  name: "natural",
  operations: {
    file: {
      ...filing,
      summary: "Files under an id of ours.",
      idempotency: "natural",
      request: (step: Step) => {
        // What an endless loop or an exhausted heap comes to.
        if (step.entity.startsWith("killer")) process.kill(process.pid, "SIGKILL");
        return put("/file", step);
      },
    },
    echo: {
      ...filing,
      on: stepFiled,
      summary: "Files what was told.",
      idempotency: "natural",
      request: (step: Step) => put("/echo", step),
    },
  },
});

export const probed = defineAdapter({
  ...common,
  name: "probed",
  operations: {
    file: {
      ...filing,
      summary: "Files after asking.",
      idempotency: "probe",
      probe,
      request: (step: Step) => post("/file", step),
    },
  },
});

export const bare = defineAdapter({
  ...common,
  name: "bare",
  operations: {
    file: {
      ...filing,
      summary: "Files and hopes.",
      idempotency: "none",
      request: (step: Step) => post("/file", step),
    },
  },
});

export const latest = defineAdapter({
  ...common,
  name: "latest",
  operations: {
    file: {
      ...filing,
      summary: "Files the newest step of an entity.",
      idempotency: "natural",
      order: "latestWins",
      request: (step: Step) => put("/file", step),
    },
  },
});

const lane = { group: "steps", key: (step: Step) => step.entity };

export const lanes = defineAdapter({
  ...common,
  name: "lanes",
  operations: {
    take: {
      ...filing,
      summary: "Takes a step, in its turn, after asking.",
      idempotency: "probe",
      lane,
      probe: { ...probe, request: ({ reference }) => get("/take", { reference }) },
      request: (step: Step) => post("/take", step),
    },
    undo: {
      ...filing,
      on: stepUndone,
      summary: "Undoes a step, in its turn.",
      idempotency: "key",
      key,
      lane,
      request: (step: Step) => post("/undo", step),
    },
  },
});

export const bulk = defineAdapter({
  ...common,
  name: "bulk",
  operations: {
    file: {
      ...timing,
      on: stepTaken,
      summary: "Files many at once.",
      idempotency: "key",
      key,
      batch: { max: 10, within: "50ms" },
      request: (items: readonly BatchItem<Step>[]) => post("/file", { items: items.map(({ data }) => data) }),
      interpret: read,
    },
  },
});
