import type { NoticeEndpoint } from "./endpoint.ts";
import type { Verdict } from "./judge.ts";
import type { Turn } from "./patience.ts";

/** A notice that is to be sent now, by whoever took it. */
export type TakenNotice = {
  /** Its `webhook-id`, the same at every try. */
  readonly id: string;
  /** null of one that is about no message. */
  readonly messageId: string | null;
  readonly body: string;
  /** This one included. */
  readonly tries: number;
};

/** How one notice's try ended. */
export type Tried = { readonly notice: TakenNotice; readonly verdict: Verdict };

/** What the results of some tries came to. */
export type Noted = {
  readonly turned: Turn["turned"];
  /** After their last try. */
  readonly givenUp: readonly TakenNotice[];
};

/** Who is watched, and what is to be told. */
export type NoticeStore = {
  /** Looks at what is due; gives whether there may be more. */
  look(endpoint: NoticeEndpoint): Promise<boolean>;
  /**
   * Takes notices that are due, for longer than a try lasts: whoever dies meanwhile leaves them to be taken again. None of an
   * endpoint that rests or is gone, one of an endpoint that fails.
   */
  take(endpoint: string, most: number): Promise<readonly TakenNotice[]>;
  note(endpoint: string, tried: readonly Tried[]): Promise<Noted>;
};
