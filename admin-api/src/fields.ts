import { z } from "@hono/zod-openapi";
import {
  deliveryIdForm,
  maxPageSize,
  laneIdForm,
  parseDeliveryId,
  parseLaneId,
  readCursor,
  type Cursor,
  type DeliveryKey,
  type LaneKey,
} from "@spindlebus/bus/engine";

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Text from a query or a body that goes to the database as it is. */
const text = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((value) => !value.includes("\0") && value.isWellFormed(), "has characters that are no text");

export const Uuid = z.string().regex(uuidForm, "is not a UUID in lower case");

/** `<message id>:<route>`, as a key of the ledger. */
export const DeliveryId = z
  .string()
  .regex(deliveryIdForm, "is not <message id>:<route>")
  .transform((id, context): DeliveryKey => {
    const key = parseDeliveryId(id);
    if (key) return key;
    context.addIssue("is not <message id>:<route>");
    return z.NEVER;
  })
  .openapi({ type: "string", example: "01890a5d-ac96-774b-bcce-b302099a8057:paytronix.accruePoints" });

/** `<connection>.<group>:<key>`, as a key of the lanes. */
export const LaneId = text(601)
  .regex(laneIdForm, "is not <connection>.<group>:<key>")
  .transform((id, context): LaneKey => {
    const lane = parseLaneId(id);
    if (lane) return lane;
    context.addIssue("is not <connection>.<group>:<key>");
    return z.NEVER;
  })
  .openapi({ type: "string", example: "paytronix.points:order-1" });

export const Reason = z
  .string()
  .trim()
  .min(1, "says why, in a few words")
  .max(500)
  .openapi({ description: "Why; kept in the audit." });

/** The body of an act that needs nothing else. */
export const ReasonBody = z.strictObject({ reason: Reason });

/** Every list takes these. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(maxPageSize).default(50),
  cursor: z
    .string()
    .transform((given, context): Cursor => {
      const cursor = readCursor(given);
      if (cursor) return cursor;
      context.addIssue("is not a cursor of this API; start without one");
      return z.NEVER;
    })
    .optional()
    .openapi({ type: "string", description: "`next` of the page before." }),
};

export const RouteName = text(100);
export const ConnectionName = text(40);
export const MessageType = text(200);
export const Text = text;
const instant = z.iso.datetime({ offset: true, error: "is not an instant as RFC 3339 writes it" });
export const Instant = instant;
/** An instant that is still to come. */
export const Future = instant.refine((at) => Date.parse(at) > Date.now(), "is in the past");
