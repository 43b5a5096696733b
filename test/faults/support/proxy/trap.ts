import type { Conversation, Said } from "./conversation.ts";

/** The place in a conversation where a connection is to be cut. */
export type CutAt = {
  /** What the client says: SQL, or `basic.publish <exchange> <routing key>` and the like. */
  readonly said: RegExp;
  /** The how manieth time, counted over all connections from now on; the first by default. */
  readonly nth?: number;
  /**
   * Before the server hears it, after (whatever it makes of it), or when the server's answer has come to the proxy
   * and before any of it reaches the client: the server did it, and the client cannot know.
   */
  readonly when: "beforeHeard" | "afterHeard" | "answerLost";
};

/** A trap that waits for its words on every connection. */
export type Trap = CutAt & { left: number; readonly sprung: () => void };

/** What of a chunk may pass, and whether the connection is cut then. */
export type Passage = { readonly pass: Buffer; readonly isCut: boolean };

/** Watches one connection for the traps that are set. */
export function watch({ toServer, toClient }: Conversation, traps: Set<Trap>) {
  let caught: { readonly trap: Trap; readonly answer: string } | undefined;
  let hasAnswerBegun = false;
  const seen = { toServer: 0, toClient: 0 };

  const spring = (trap: Trap, pass: Buffer): Passage => {
    trap.sprung();
    return { pass, isCut: true };
  };
  return {
    toServer: (chunk: Buffer): Passage => {
      const upTo = (position: number) => chunk.subarray(0, Math.max(0, position - begin));
      const begin = seen.toServer;
      seen.toServer += chunk.length;
      for (const said of toServer(chunk)) {
        const trap = [...traps].find((one) => isDue(one, said));
        if (!trap) continue;
        traps.delete(trap);
        if (trap.when === "beforeHeard") return spring(trap, upTo(said.start));
        // What nobody answers is cut where it was heard.
        if (trap.when === "afterHeard" || said.answer === undefined) return spring(trap, upTo(said.end));
        caught = { trap, answer: said.answer };
      }
      return { pass: chunk, isCut: false };
    },
    toClient: (chunk: Buffer): Passage => {
      let passes = hasAnswerBegun ? 0 : chunk.length;
      const begin = seen.toClient;
      seen.toClient += chunk.length;
      for (const { answer, start, end } of toClient(chunk)) {
        if (answer !== caught?.answer) continue;
        passes = Math.min(passes, Math.max(0, start - begin));
        hasAnswerBegun = true;
        if (end !== undefined) return spring(caught.trap, chunk.subarray(0, passes));
      }
      return { pass: chunk.subarray(0, passes), isCut: false };
    },
    /** The connection ended by itself: its answer is lost all the same. */
    ended: () => caught?.trap.sprung(),
  };
}

function isDue(trap: Trap, { text }: Said): boolean {
  if (!trap.said.test(text)) return false;
  trap.left -= 1;
  return trap.left === 0;
}
