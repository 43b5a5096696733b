/** What a client said to its server, once it has been said in full. */
export type Said = {
  /** The statement, or the method with its arguments. */
  readonly text: string;
  /** Where it begins and ends in the bytes of its direction. */
  readonly start: number;
  readonly end: number;
  /** Names the answer, if there is one to come. */
  readonly answer?: string;
};

/** A piece of an answer: where it begins, and where the answer is complete (nothing while it goes on). */
export type Answered = { readonly answer: string; readonly start: number; readonly end?: number };

/** Understands one connection as far as it must to know what was said and what was answered. */
export type Conversation = {
  readonly toServer: (chunk: Buffer) => readonly Said[];
  readonly toClient: (chunk: Buffer) => readonly Answered[];
};

/** A conversation that nobody understands, of HTTP for example. */
export const notUnderstood = (): Conversation => ({ toServer: () => [], toClient: () => [] });
