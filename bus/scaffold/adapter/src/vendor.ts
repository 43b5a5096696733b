import { z } from "zod";

/*
 * What this adapter reads of Acme's objects. Everything else is let through unread: a vendor adds fields as it likes.
 */

/** An order as Acme has taken it. */
export const OrderObject = z.looseObject({ id: z.string().min(1) });

/** An event of Acme. One that the bus understands nothing of has a type that nobody names here. */
export const EventBody = z.looseObject({
  id: z.string().min(1),
  type: z.string().min(1),
  occurred_at: z.string(),
  order_id: z.string().min(1).nullish(),
});
export type EventBody = z.infer<typeof EventBody>;

/** The error that Acme answers with. */
export const ErrorAnswer = z.looseObject({
  error: z.looseObject({ code: z.string().min(1), message: z.string().min(1) }),
});
