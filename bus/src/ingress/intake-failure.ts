import type { Extensions } from "@spindlebus/contracts";

/** Something that came in proven or by AMQP, and that cannot become a message: a failure of the route `intake`. */
export type IntakeFailure = {
  readonly type: "intake.webhook" | "intake.amqp";
  /** Where it came in, e.g. `/connections/stripe/webhooks/events`. */
  readonly source: string;
  readonly contentType: string;
  /** The bytes as they came. */
  readonly body: Uint8Array;
  /** What came beside the body and is needed to understand it. */
  readonly extensions: Extensions;
  /** In words for an operator, without values out of the body. */
  readonly error: { readonly code: string; readonly message: string };
};

/** Keeps intake failures; the same bytes from the same place are one failure, however often they come. */
export type IntakeFailures = {
  record(failure: IntakeFailure): Promise<{ readonly id: string; readonly duplicate: boolean }>;
};
