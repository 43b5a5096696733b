/**
 * How every write of this adapter is done once. Its transaction id is the bus's key, and Sanity takes an id once in a
 * dataset ("It must be unique in the dataset"): a repeat is refused, even where an editor has changed the document since.
 * Three days is the shortest that a plan keeps a dataset's history; whether Sanity knows an id for longer nobody says.
 */
export const onceByTransaction = {
  idempotency: "key",
  key: { field: "transactionId", validFor: "3d" },
} as const;
