/** Bounds the bytes of large messages that a process holds at once. */
export type Room = {
  /** Somebody waits. */
  readonly isCrowded: () => boolean;
  /** Waits until so many bytes may be held; gives what lets go of them. Rejects when the signal comes before. */
  take(party: string, bytes: number, signal: AbortSignal): Promise<() => void>;
};

type Waiting = { readonly party: string; readonly bytes: number; readonly enter: () => void };

/** 32 MiB, and where they are taken one message of each party: a slow vendor cannot keep out the others. */
export function openRoom(max: number = 33_554_432): Room {
  const waiting = new Set<Waiting>();
  const ofParties = new Map<string, number>();
  let held = 0;

  const enter = ({ party, bytes }: Pick<Waiting, "party" | "bytes">) => {
    held += bytes;
    ofParties.set(party, (ofParties.get(party) ?? 0) + bytes);
  };
  const leave = ({ party, bytes }: Pick<Waiting, "party" | "bytes">) => {
    held -= bytes;
    const left = (ofParties.get(party) ?? 0) - bytes;
    if (left > 0) ofParties.set(party, left);
    else ofParties.delete(party);
    letIn();
  };
  /** In their order: a smaller one does not overtake a larger, unless its party holds nothing. */
  const letIn = () => {
    let full = false;
    for (const each of waiting) {
      full ||= held + each.bytes > max;
      if (full && ofParties.has(each.party)) continue;
      waiting.delete(each);
      enter(each);
      each.enter();
    }
  };

  return {
    isCrowded: () => waiting.size > 0,
    async take(party, bytes, signal) {
      signal.throwIfAborted();
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const own: Waiting = { party, bytes, enter: resolve };
      const giveUp = () => {
        if (!waiting.delete(own)) return;
        reject(signal.reason as Error);
        letIn();
      };
      signal.addEventListener("abort", giveUp);
      waiting.add(own);
      letIn();
      await promise.finally(() => signal.removeEventListener("abort", giveUp));
      let gone = false;
      return () => {
        if (gone) return;
        gone = true;
        leave(own);
      };
    },
  };
}
