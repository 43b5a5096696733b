import type { Contract } from "@spindlebus/contracts";
import type { z } from "zod";
import type { MessageFacts } from "./message-facts.ts";
import type { WebhookAnswer } from "./webhook-answer.ts";

/** An inbound request as the vendor sent it: raw bytes, exact path, all headers in lower case. */
export type WebhookRequest = {
  readonly method: string;
  /** Path with query, as received. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rawBody: Uint8Array;
};

/** Whether a webhook request is the vendor's; a refusal's reason goes to the log, never to the caller. */
export type Verdict = { readonly ok: true } | Refused;
export type Refused = { readonly ok: false; readonly reason: string };

/** One canonical message out of a vendor event. */
export type Translation = MessageFacts & {
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

export type TranslateContext<Settings> = {
  readonly settings: Settings;
  /** Those that the webhook declares, as far as they came. */
  readonly headers: Readonly<Record<string, string>>;
};

/** An adapter's inbound endpoint: verifies on raw bytes, parses, translates. */
export type Webhook<Settings, Secrets, Body = unknown> = {
  readonly verify: (request: WebhookRequest, context: VerifyContext<Settings, Secrets>) => Verdict;
  /** The shape of the parsed JSON body (integers beyond 2^53 arrive as strings). */
  readonly body: z.ZodType<Body>;
  /**
   * Headers, in lower case, without which the body cannot be understood (an event's name). They are kept with what
   * cannot be translated, so: none that is secret or personal.
   */
  readonly headers?: readonly string[];
  /** An empty list means: understood, and nothing that a canonical message says. */
  readonly translate: (body: Body, context: TranslateContext<Settings>) => readonly Translation[];
  /**
   * Answers a request that only asks whether this is the right place: a GET, or a POST that carries no event. It is asked
   * before `verify`; undefined means that this request is none of that kind. Without it a GET is answered 405.
   */
  readonly challenge?: (
    request: WebhookRequest,
    context: VerifyContext<Settings, Secrets>,
  ) => WebhookAnswer | Refused | undefined;
  /** What the vendor wants to read when everything is stored; 200 with the messages' ids if absent. */
  readonly answer?: WebhookAnswer;
};

/** The request is the vendor's. */
export const verified = (): Verdict => ({ ok: true });

/** The request is not proven to be the vendor's. */
export const refused = (reason: string): Refused => ({ ok: false, reason });

/** A canonical message out of a vendor event, checked against its contract by the compiler. */
export function translation<Data>(
  contract: Contract<Data>,
  event: Omit<Translation, "contract" | "data"> & { readonly data: Data },
): Translation {
  return { contract, ...event };
}
