/**
 * Segment drops an event whose messageId it has seen in the last 24 hours ("at least 24 hours", 99 % of repeats:
 * segment.com/docs/guides/duplicate-data). The key is in each event; the header, which Segment does not read, names the
 * request. Later than that a repeat would count twice, so a person decides.
 */
export const repeatsNoticed = {
  idempotency: "key",
  key: { header: "idempotency-key", validFor: "24h" },
} as const;
