import type { WholeOrder } from "./order.ts";

/**
 * What the bus writes into an order's metadata at Square, so that the order itself says which command an end answers: the
 * event then has one source, the reading of the order. (At most 10 entries, keys of 60 characters, values of 255.)
 */
export const marks = { cancellation: "spindle_cancellation", message: "spindle_message" } as const;

/** The order.cancel command that an end of the order answers, where the bus asked for it. */
export function cancellationOf({ ext }: WholeOrder): { readonly cancellationId?: string } {
  const { metadata } = ext?.["square"] ?? {};
  const id =
    typeof metadata === "object" && metadata !== null
      ? Object.entries(metadata).find(([key]) => key === marks.cancellation)?.[1]
      : undefined;
  return typeof id === "string" ? { cancellationId: id } : {};
}

/** A reason that also carries the command's transaction, so that the event about it can name it again. */
export const withTransaction = (reason: string, transactionId: string): string =>
  `${reason} [spindle ${transactionId}]`;

/** What a reason says, and the transaction that it carries. */
export function readReason(reason: string): { readonly reason: string; readonly transactionId?: string } {
  const [, said, transactionId] = /^(.*) \[spindle ([^\]]{1,255})\]$/s.exec(reason) ?? [];
  return said !== undefined && transactionId !== undefined ? { reason: said, transactionId } : { reason };
}
