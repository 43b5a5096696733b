import { z } from "zod";

const Envelope = z.object({
  id: z.string(),
  source: z.string(),
  sourceId: z.string(),
  type: z.string(),
  subject: z.string().exactOptional(),
  time: z.string().exactOptional(),
  dataschema: z.string().exactOptional(),
  extensions: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

const Fact = z.object({
  kind: z.string(),
  id: z.string(),
  vendorId: z.string(),
  facts: z.record(z.string(), z.json()),
});

/** What was said of it then. */
const Ended = z.object({
  outcome: z.string(),
  code: z.string().exactOptional(),
  message: z.string().exactOptional(),
});

const common = {
  adapter: z.string(),
  settings: z.record(z.string(), z.unknown()),
  ended: Ended,
  /** What the recording does not have, or has otherwise than it was. */
  toFill: z.array(z.string()),
};

/** A delivery that failed: the message, and what went over the wire last. */
const OperationRecording = z.object({
  ...common,
  operation: z.string(),
  /** The message's data; under this name, so that it is a fixture of the conformance suite too. */
  message: z.unknown(),
  envelope: Envelope,
  recalled: z.record(z.string(), Fact),
  exchange: z.object({
    /** Which request of the operation it was, from 0, and what `next` had handed on. */
    step: z.int().min(0),
    carry: z.json(),
    /** As it was kept: masked and cut. */
    request: z.unknown(),
    response: z
      .object({ status: z.int(), headers: z.record(z.string(), z.string()), body: z.string() })
      .nullable(),
    /** Why there is no response, and whether the request had left. */
    unanswered: z.object({ code: z.string(), message: z.string(), left: z.boolean() }).nullable(),
  }),
});

/** A webhook request that could not be translated. */
const WebhookRecording = z.object({
  ...common,
  webhook: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});

export const Recording = z.union([OperationRecording, WebhookRecording]);
export type OperationRecording = z.infer<typeof OperationRecording>;
export type WebhookRecording = z.infer<typeof WebhookRecording>;
export type Recording = OperationRecording | WebhookRecording;
