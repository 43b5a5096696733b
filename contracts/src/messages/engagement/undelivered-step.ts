import { z } from "zod";
import { personal } from "../../field-class.ts";
import { Code, Text } from "../../values/text.ts";
import { exampleMessage, exampleThinMessage, messageContract, messageEvent, occurredAt } from "./message.ts";

const Failure = z
  .strictObject({
    reason: personal(z.string().min(1).max(2_000)).meta({
      description:
        "Why, in the words of the other mail server or of the vendor; its status where it gives no reason. It may quote the address.",
    }),
    kind: z.enum(["hard", "soft", "blocked", "suppressed", "other"]).optional().meta({
      description:
        "hard: the address will never do; soft: it may later; blocked: refused by the other side; suppressed: never tried, for an earlier failure or a wish.",
    }),
    code: Code.optional().meta({
      description: "A status code: SMTP's 5.1.1, a carrier's, a push service's.",
    }),
    attempt: z.int().min(1).optional().meta({ description: "Which try it was, from 1." }),
    mailServer: Text.optional().meta({ description: "The server that refused it." }),
  })
  .meta({ id: "MessageFailure", description: "Why a message did not arrive." });

/** A message did not arrive, and why. */
export const undeliveredStep = ({
  type,
  summary,
  vendorStatus,
  failure,
}: {
  readonly type: string;
  readonly summary: string;
  /** The vendor's word for it in the full example. */
  readonly vendorStatus: string;
  /** The failure of the full example. */
  readonly failure: z.infer<typeof Failure>;
}) =>
  messageContract({
    type,
    summary,
    data: z.strictObject({
      ...messageEvent,
      failure: Failure.meta({ description: "Why it did not arrive." }),
    }),
    examples: [
      { ...exampleMessage, vendorStatus, failure, occurredAt },
      { ...exampleThinMessage, failure: { reason: failure.reason }, occurredAt },
    ],
  });
