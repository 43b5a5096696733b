/** Who acts, and why: kept in the audit of every act. */
export type Act = {
  /** The name of the token. */
  readonly actor: string;
  readonly reason: string;
};

/** Why an act was not done; nothing was changed. */
export type Refusal = {
  readonly ok: false;
  /** `conflict`: it is not in a state that allows this. */
  readonly code: "notFound" | "conflict";
  /** One sentence for a person. */
  readonly detail: string;
};

/** What an act gave, or why it was refused. */
export type Result<Value> = { readonly ok: true; readonly value: Value } | Refusal;

/** An act that was done. */
export const done = <Value>(value: Value): Result<Value> => ({ ok: true, value });

/** There is no such thing. */
export const notFound = (detail: string): Refusal => ({ ok: false, code: "notFound", detail });

/** It exists, and its state does not allow this. */
export const conflict = (detail: string): Refusal => ({ ok: false, code: "conflict", detail });
