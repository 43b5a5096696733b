/** The queue of every client that the bus is compared to: declared as the bus declares its own. */
export const benchQueue = {
  durable: true,
  arguments: { "x-queue-type": "quorum", "x-delivery-limit": 100, "x-overflow": "reject-publish" },
} as const;
