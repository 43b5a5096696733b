import { z } from "zod";
import { exampleMessage, exampleThinMessage, messageContract, messageEvent, occurredAt } from "./message.ts";

/** A step of a message of which there is nothing more to say than that it happened. */
export const messageStep = ({
  type,
  summary,
  vendorStatus,
}: {
  readonly type: string;
  readonly summary: string;
  /** The vendor's word for it in the full example. */
  readonly vendorStatus: string;
}) =>
  messageContract({
    type,
    summary,
    data: z.strictObject(messageEvent),
    examples: [
      { ...exampleMessage, vendorStatus, occurredAt },
      { ...exampleThinMessage, occurredAt },
    ],
  });
