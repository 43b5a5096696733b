import { z } from "zod";
import { fieldClasses, type Contract } from "../define.ts";
import type { ContractRegistry } from "../registry.ts";

const Field = z.strictObject({ pointer: z.string(), class: z.enum(["personal", "sensitive", "locked"]) });

/** A contract as it was released: what publishers, consumers and messages under way rely on. */
export const ReleasedContract = z.strictObject({
  type: z.string(),
  kind: z.enum(["event", "command"]),
  summary: z.string(),
  owner: z.string(),
  entityKey: z.string(),
  entityVersion: z.string().exactOptional(),
  semantics: z.enum(["delta", "state"]),
  subject: z.string().exactOptional(),
  indexed: z.array(z.string()).exactOptional(),
  fieldClasses: z.array(Field),
  schema: z.record(z.string(), z.unknown()),
  /** Data that was valid, and stays so. */
  examples: z.array(z.unknown()),
});
export type ReleasedContract = z.infer<typeof ReleasedContract>;

/** The snapshot of a contract that is released now. */
export function releaseOf(registry: ContractRegistry, contract: Contract): ReleasedContract {
  // That it is deprecated is no promise: it may be said, and taken back, without a new snapshot.
  const { data: _schema, upcasts: _code, deprecated: _words, type, ...metadata } = contract;
  const schema = registry.jsonSchema(type);
  // As it will be read back: without what is undefined.
  const snapshot: unknown = JSON.parse(
    JSON.stringify({ type, ...metadata, fieldClasses: fieldClasses(contract), schema }),
  );
  return ReleasedContract.parse(snapshot);
}
