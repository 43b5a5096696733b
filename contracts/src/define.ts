import type { z } from "zod";
import { fieldClassesOf, type ClassedField } from "./field-class.ts";
import { valueAt } from "./pointer.ts";

/** The definition of one message type and version: its data, its metadata, its examples. */
export interface Contract<Data = unknown> {
  readonly kind: "event" | "command";
  /** The CloudEvents type with its major version, e.g. `order.completed.v1`. */
  readonly type: string;
  /** One sentence for catalogues and error texts. */
  readonly summary: string;
  readonly data: z.ZodType<Data>;
  /** Dotted path, in the data, of the id that orders and groups messages, e.g. `orderId`. */
  readonly entityKey: string;
  /** Dotted path, in the data, of the number or RFC 3339 time by which a newer state of the entity is told from an older one. */
  readonly entityVersion?: string;
  /** `state`: the data replaces what was known; `delta`: the data says what changed. */
  readonly semantics: "delta" | "state";
  /** Dotted path, in the data, of the id of the person whom the data is about. */
  readonly subject?: string;
  /** The team that answers for the contract. */
  readonly owner: string;
  /** Dotted paths that operators may search by. */
  readonly indexed?: readonly string[];
  /** Valid data; the first is the one that documentation and the command line publish. */
  readonly examples: readonly Data[];
}

/** The data type of a contract: `DataOf<typeof orderCompleted>`. */
export type DataOf<SomeContract> = SomeContract extends Contract<infer Data> ? Data : never;

/** What an author writes; the kind comes from the function it is given to. */
export type ContractDefinition<Data> = Omit<Contract<Data>, "kind" | "examples"> & {
  readonly examples: readonly NoInfer<Data>[];
};

/** Defines an event: something that happened, named in the past tense. */
export function defineEvent<Data>(definition: ContractDefinition<Data>): Contract<Data> {
  return { kind: "event", ...definition };
}

/** Defines a command: something that shall be done, named in the imperative. */
export function defineCommand<Data>(definition: ContractDefinition<Data>): Contract<Data> {
  return { kind: "command", ...definition };
}

/**
 * The entity key of a message's data, e.g. its order id.
 * @throws Error when the path does not lead to a non-empty string; valid data of a checked contract always does.
 */
export function entityKeyOf(contract: Contract, data: unknown): string {
  const key = valueAt(data, contract.entityKey);
  if (typeof key !== "string" || key === "") {
    throw new Error(
      `Contract ${contract.type}: entity key "${contract.entityKey}" is not a non-empty string`,
    );
  }
  return key;
}

/** The personal, sensitive and locked fields of a contract's data. */
export function fieldClasses(contract: Contract): readonly ClassedField[] {
  return fieldClassesOf(contract.data);
}
