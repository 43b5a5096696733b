import { z } from "zod";

/**
 * What the simulated Adyen tells of the changes that it received, and when. `failedLater` and `reversed` first say that a
 * refund succeeded, and take it back; `refused` says success false at once.
 */
export const Script = z.strictObject({
  refunds: z.enum(["succeed", "refused", "failedLater", "reversed"]).default("succeed"),
  captures: z.enum(["succeed", "refused", "failedLater"]).default("succeed"),
  /** How long after the request its notification is sent; minutes at Adyen, and a moment here. */
  afterMs: z.int().min(0).max(600_000).default(200),
  /** How long after that it is taken back. */
  laterMs: z.int().min(0).max(600_000).default(500),
});
export type Script = z.infer<typeof Script>;

const Amount = z.strictObject({ value: z.int(), currency: z.string() });

/** Items that the simulator is asked to sign and send, for what its API does not bring about (AUTHORISATION, disputes). */
export const ScriptedItems = z.array(
  z.looseObject({
    pspReference: z.string(),
    originalReference: z.string().optional(),
    merchantReference: z.string().optional(),
    amount: Amount,
    eventCode: z.string(),
    success: z.enum(["true", "false"]).default("true"),
    additionalData: z.record(z.string(), z.json()).optional(),
  }),
);
