import type { Contract } from "../define.ts";

/**
 * Where a leaf of a vendor's body is in the canonical message: a JSON Pointer into {@link Sample.message} to a value that says
 * the same, or such a pointer and the value that it means there, or why nothing but the raw body keeps it.
 */
export type Home = string | readonly [pointer: string, means: unknown] | { readonly raw: string };

/** A body as a vendor sends it, the canonical message that it becomes, and where each of its leaves went. */
export interface Sample {
  readonly title: string;
  readonly body: unknown;
  readonly contract: Contract;
  readonly message: {
    /** The CloudEvents time: when it happened at the vendor. */
    readonly time?: string;
    readonly extensions?: Readonly<Record<string, string>>;
    readonly data: unknown;
  };
  /** By the JSON Pointer of a leaf, or of a part that went to `ext` as it is. */
  readonly homes: Readonly<Record<string, Home>>;
}

/** A reason that several leaves share: what only says how the vendor's delivery was made. */
export const delivery = { raw: "says how the vendor told it, not what happened" };
