import { z } from "zod";
import { problemIn, type AnsweredProblem } from "./answered-problem.ts";
import { isPassing } from "./exchange.ts";

const Accepted = z.object({ id: z.string(), duplicate: z.boolean() });

/** A stored message: its bus id, and whether the bus had it already. */
export type Published = Readonly<z.output<typeof Accepted>>;

/** The answer to one event. */
export const acceptedIn = (body: unknown): Published => Accepted.parse(body);

/** What became of one message of many. */
export type Result =
  | ({ readonly ok: true } & Published)
  | { readonly ok: false; readonly problem: AnsweredProblem };

const Batch = z.object({ results: z.array(z.looseObject({ status: z.number() })) });

/**
 * The answers to a batch, in its order.
 * @throws Error where they are not of this batch, or one of its events may be stored later: it is all sent again then.
 */
export function resultsIn(body: unknown, count: number): readonly Result[] {
  const { results } = Batch.parse(body);
  if (results.length !== count) throw new Error(`${count} events were sent and ${results.length} answered`);
  return results.map((result) => {
    if (isPassing(result.status)) throw new Error(`an event was answered ${result.status}`);
    if (result.status < 300) return { ok: true, ...Accepted.parse(result) };
    return { ok: false, problem: problemIn(result.status, result["problem"]) };
  });
}

const Receipt = z.object({
  id: z.string(),
  type: z.string(),
  source: z.string(),
  sourceId: z.string(),
  acceptedAt: z.string(),
  /** Every route decided for it. */
  deliveries: z.array(
    z.object({
      route: z.string(),
      /** `pending` until a worker first claims it; then `applied`, `waiting`, `dead` … */
      state: z.string(),
      attempts: z.number(),
      settledAt: z.string().nullable(),
      nextAttemptAt: z.string().nullable(),
      vendorReference: z.string().nullable(),
      /** Nothing was sent: the connection was a shadow when the message was accepted. */
      shadow: z.literal(true).exactOptional(),
    }),
  ),
  /** The messages that its deliveries begot. */
  results: z.array(z.object({ id: z.string(), type: z.string() })),
});

/** What became of a message on every route. Times are RFC 3339. */
export type Receipt = Readonly<z.output<typeof Receipt>>;

/** The answer to a question for a receipt. */
export const receiptIn = (body: unknown): Receipt => Receipt.parse(body);
