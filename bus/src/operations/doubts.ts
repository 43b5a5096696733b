import type { Act, Result } from "./act.ts";
import type { DeliveryKey } from "./delivery-id.ts";
import type { Answer, AttemptView, Failure } from "./failures.ts";

/** What the ledger knows of an effect in doubt. */
export type Doubt = {
  readonly key: DeliveryKey;
  /** Since when the effect may exist; RFC 3339. */
  readonly since: string;
  readonly entityKey: string | null;
  readonly generation: number;
  readonly revision: number;
  readonly era: number;
  /** It shared its call with others, so that the call's key is not its own. */
  readonly batched: boolean;
  /** Whether its message can be sent again. */
  readonly stored: boolean;
  readonly lane: Failure["lane"];
  /** Who claimed it last. */
  readonly worker: string | null;
  /** The newest attempt whose request may have done something; null where its worker died before it could write one down. */
  readonly left: AttemptView | null;
  /** The newest time that the vendor was asked. */
  readonly probed: AttemptView | null;
};

/** An answer for many: as many as the operator was shown, of a group or by name. */
export type ManyAnswers = {
  readonly group: string;
  /** Of the group only these; without it all of it that are in doubt. */
  readonly ids?: readonly DeliveryKey[] | undefined;
  readonly expectedCount: number;
  readonly answer: Answer;
};

/** Answered, or refused because another number is in doubt now. */
export type Answered =
  | Result<{ readonly answered: number }>
  | { readonly ok: false; readonly code: "countDiffers"; readonly count: number };

/** Effects that only a person can settle. */
export type Doubts = {
  /** Undefined where there is no such delivery, or it is not in doubt. */
  find(key: DeliveryKey): Promise<Doubt | undefined>;
  /** Lets a worker ask the vendor, by the operation's probe; nothing is sent again, whatever it says. */
  ask(key: DeliveryKey, act: Act): Promise<Result<Failure>>;
  /** One answer for all of them, in one commit; each has its own line in the audit. */
  answerMany(asked: ManyAnswers, act: Act): Promise<Answered>;
};
