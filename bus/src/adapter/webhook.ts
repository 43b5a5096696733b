import type { Contract } from "@spindlebus/contracts";
import type { z } from "zod";

/** An inbound request as the vendor sent it: raw bytes, exact path, all headers in lower case. */
export type WebhookRequest = {
  readonly method: string;
  /** Path with query, as received. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rawBody: Uint8Array;
};

/** Whether a webhook request is the vendor's; a refusal's reason goes to the log, never to the caller. */
export type Verdict = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** One canonical message out of a vendor event. */
export type Translation = {
  readonly contract: Contract;
  /** The vendor's id of the event; the same event gives the same message id, so its redelivery is a duplicate. */
  readonly eventId: string;
  readonly data: unknown;
  /** RFC 3339; when it happened at the vendor. */
  readonly time?: string | undefined;
};

export type VerifyContext<Settings, Secrets> = {
  readonly settings: Settings;
  readonly secrets: Secrets;
  /** Milliseconds since 1970, for the freshness of signatures. */
  readonly nowMs: number;
};

/** An adapter's inbound endpoint: verifies on raw bytes, parses, translates. */
export type Webhook<Settings, Secrets, Body = unknown> = {
  readonly verify: (request: WebhookRequest, context: VerifyContext<Settings, Secrets>) => Verdict;
  /** The shape of the parsed JSON body (integers beyond 2^53 arrive as strings). */
  readonly body: z.ZodType<Body>;
  /** An empty list means: understood, and nothing that a canonical message says. */
  readonly translate: (body: Body, context: { readonly settings: Settings }) => readonly Translation[];
};

/** The request is the vendor's. */
export const verified = (): Verdict => ({ ok: true });

/** The request is not proven to be the vendor's. */
export const refused = (reason: string): Verdict => ({ ok: false, reason });

/** A canonical message out of a vendor event, checked against its contract by the compiler. */
export function translation<Data>(
  contract: Contract<Data>,
  event: { readonly eventId: string; readonly data: Data; readonly time?: string | undefined },
): Translation {
  return { contract, ...event };
}
