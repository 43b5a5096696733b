import type { z } from "zod";
import { fieldClassesOf, type ClassedField } from "./field-class.ts";
import { valueAt } from "./pointer.ts";
import { Refs } from "./values/ref.ts";

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
  /**
   * Dotted path, in the data, of the vendors' ids of the subject (refs); only of a message that asks to forget the subject. What
   * the bus remembers of the subject goes with each delivery of it.
   */
  readonly erases?: string;
  /** The team that answers for the contract. */
  readonly owner: string;
  /** Dotted paths that operators may search by. */
  readonly indexed?: readonly string[];
  /** Valid data; the first is the one that documentation and the command line publish. */
  readonly examples: readonly Data[];
  /** Why nobody should begin to use it, or until when it is taken, in words for people; it is taken all the same. */
  readonly deprecated?: string;
  /** How data of an older version becomes data of this one; a version that stands beside an older one has it. */
  readonly upcasts?: Upcasts<Data>;
}

/** The way from an older version of a contract to a newer one, or why there is none. */
export type Upcasts<Data = unknown> =
  | {
      readonly from: Contract;
      /** Pure: valid data of the older version in, valid data of the newer one out. */
      readonly data: (old: unknown) => Data;
    }
  | { readonly from: Contract; readonly impossible: string };

/** The data type of a contract: `DataOf<typeof orderCompleted>`. */
export type DataOf<SomeContract> = SomeContract extends Contract<infer Data> ? Data : never;

/** What an author writes; the kind comes from the function it is given to. `Old` is the data of the version before. */
export type ContractDefinition<Data, Old = never> = Omit<Contract<Data>, "kind" | "examples" | "upcasts"> & {
  readonly examples: readonly NoInfer<Data>[];
  readonly upcasts?:
    | { readonly from: Contract<Old>; readonly data: (old: Old) => NoInfer<Data> }
    | { readonly from: Contract<Old>; readonly impossible: string };
};

/** Defines an event: something that happened, named in the past tense. */
export function defineEvent<Data, Old = never>(definition: ContractDefinition<Data, Old>): Contract<Data> {
  return { kind: "event", ...untyped(definition) };
}

/** Defines a command: something that shall be done, named in the imperative. */
export function defineCommand<Data, Old = never>(definition: ContractDefinition<Data, Old>): Contract<Data> {
  return { kind: "command", ...untyped(definition) };
}

/** The type of the older data ends here: the bus only ever gives an upcaster what its `from` found valid. */
const untyped = <Data, Old>(definition: ContractDefinition<Data, Old>) =>
  definition as Omit<Contract<Data>, "kind">;

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

/** The id of the person whom a message's data is about; undefined where nobody is named. */
export function subjectOf({ subject }: Contract, data: unknown): string | undefined {
  const id = subject === undefined ? undefined : valueAt(data, subject);
  return typeof id === "string" && id !== "" ? id : undefined;
}

/** Under which ids a vendor may know whom a message asks to forget; none of any other message. */
export function forgottenIn(contract: Contract, data: unknown, vendor: string): readonly string[] {
  if (contract.erases === undefined) return [];
  const subject = subjectOf(contract, data);
  const refs = Refs.safeParse(valueAt(data, contract.erases) ?? []).data ?? [];
  const known = refs.filter((ref) => ref.vendor === vendor).map(({ id }) => id);
  return [...(subject === undefined ? [] : [subject]), ...known];
}

/** Walking a contract's schema takes half a millisecond, and whoever masks asks for every message. */
const classedFields = new WeakMap<Contract, readonly ClassedField[]>();

/** The personal, sensitive and locked fields of a contract's data. */
export function fieldClasses(contract: Contract): readonly ClassedField[] {
  const known = classedFields.get(contract) ?? fieldClassesOf(contract.data);
  classedFields.set(contract, known);
  return known;
}
