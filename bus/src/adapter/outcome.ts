import type { Contract } from "@spindlebus/contracts";
import type { Json } from "./json.ts";
import type { MessageFacts } from "./message-facts.ts";
import type { VendorRequest } from "./request.ts";

/** A business id and the vendor's id for it, kept so that a later message can be acted on (400 days). */
export type Fact = {
  readonly kind: string;
  /** The business id, as canonical messages carry it. */
  readonly id: string;
  /** The vendor's id for the same thing. */
  readonly vendorId: string;
  readonly facts: Readonly<Record<string, Json>>;
  /** The chain's id of the person whom it is about, where that is not the message's own subject; a request to forget them erases it. */
  readonly subject?: string | undefined;
};

/** A canonical message that an outcome begets; the bus gives it id, source and causation. */
export type Emission = MessageFacts & {
  readonly contract: Contract;
  readonly data: unknown;
  /** RFC 3339; when it happened at the vendor. The settle time if absent. */
  readonly time?: string | undefined;
};

export type Applied = {
  readonly kind: "applied";
  /** The vendor's id for what it did. */
  readonly reference?: string | undefined;
  readonly emit: readonly Emission[];
  readonly remember: readonly Fact[];
};
export type Unchanged = { readonly kind: "unchanged"; readonly reason: string };
export type Superseded = { readonly kind: "superseded"; readonly reason: string };
export type Throttled = {
  readonly kind: "throttled";
  readonly message: string;
  readonly retryAfterMs?: number | undefined;
};
/** Why an attempt failed, in the vendor's own code where it has one; the text is shown to operators. */
type Failing = { readonly code: string; readonly message: string };
export type Retry = Failing & { readonly kind: "retry"; readonly retryAfterMs?: number | undefined };
export type InDoubt = Failing & { readonly kind: "inDoubt" };
export type Rejected = Failing & {
  readonly kind: "rejected";
  /** What the refusal begets: `….failed` of a command, so that whoever asked learns that it will not happen. */
  readonly emit?: readonly Emission[];
  /** No step of this attempt did anything: the adapter has looked, after a step that the vendor refused. */
  readonly nothingDone?: boolean;
};
export type Blocked = Failing & { readonly kind: "blocked" };

/** How an attempt ended. A value, never an exception. */
export type Outcome = Applied | Unchanged | Superseded | Throttled | Retry | InDoubt | Rejected | Blocked;

/** The next request of a multi-step call; `carry` is handed to the `interpret` of its response. */
export type Next = { readonly kind: "next"; readonly request: VendorRequest; readonly carry: Json };

/** What a probe found out about an effect in doubt. */
export type ProbeVerdict =
  | Applied
  | { readonly kind: "absent" }
  | { readonly kind: "partial"; readonly request: VendorRequest; readonly carry: Json }
  | { readonly kind: "unclear"; readonly reason: string };

/** The vendor did it. */
export function applied(
  done: { reference?: string | undefined; emit?: readonly Emission[]; remember?: readonly Fact[] } = {},
): Applied {
  return { kind: "applied", reference: done.reference, emit: done.emit ?? [], remember: done.remember ?? [] };
}

/** There was nothing to do. */
export const unchanged = (reason: string): Unchanged => ({ kind: "unchanged", reason });

/** An older state than one that the vendor has already, or worthless by now. */
export const superseded = (reason: string): Superseded => ({ kind: "superseded", reason });

/** The vendor says later: 429, or its own words for it. Costs no attempt. Without a wait the bus reads Retry-After. */
export const throttled = (message: string, retryAfterMs?: number): Throttled => ({
  kind: "throttled",
  message,
  retryAfterMs,
});

/** Certainly not applied, and worth another try. Use it only where the vendor proves that nothing was done; its Retry-After holds. */
export const retry = (code: string, message: string, retryAfterMs?: number): Retry => ({
  kind: "retry",
  code,
  message,
  retryAfterMs,
});

/** It left, and no clear answer came. */
export const inDoubt = (code: string, message: string): InDoubt => ({ kind: "inDoubt", code, message });

/**
 * A permanent refusal by the vendor; proves that nothing was done by the request that it answers. Where steps came before it that
 * could have done something, and a look at the vendor has shown that they did not, say `nothingDone`.
 */
export const rejected = (
  code: string,
  message: string,
  { emit, nothingDone }: Pick<Rejected, "emit" | "nothingDone"> = {},
): Rejected => ({
  kind: "rejected",
  code,
  message,
  ...(emit && { emit }),
  ...(nothingDone && { nothingDone }),
});

/** It cannot be sent as it is; the text names what to mend. */
export const blocked = (code: string, message: string): Blocked => ({ kind: "blocked", code, message });

/** Another request follows before the outcome is known. */
export const next = (request: VendorRequest, carry: Json = null): Next => ({ kind: "next", request, carry });

/** Probe: the vendor never did it, so it is safe to send. */
export const absent = (): ProbeVerdict => ({ kind: "absent" });

/** Probe: the first steps were done; go on with this request. */
export const partial = (request: VendorRequest, carry: Json = null): ProbeVerdict => ({
  kind: "partial",
  request,
  carry,
});

/** Probe: the vendor's answer does not tell. */
export const unclear = (reason: string): ProbeVerdict => ({ kind: "unclear", reason });

/**
 * A canonical message to publish, checked against its contract by the compiler here and by the intake later; `known` is the
 * time it happened, or all that is known for its envelope.
 */
export function emission<Data>(
  contract: Contract<Data>,
  data: Data,
  known?: string | Omit<Emission, "contract" | "data">,
): Emission {
  return { contract, data, ...(typeof known === "object" ? known : { time: known }) };
}
