import type { Published } from "./publisher.ts";

/** How much may wait for the broker's confirm. */
export type Window = { readonly messages: number; readonly bytes: number; readonly deadlineMs: number };

/** A publish that is on its way. */
export type Unconfirmed = {
  readonly result: Promise<Published>;
  /** A return precedes the confirm of the same message. */
  returned: boolean;
  /** The broker's answer, or what stands for it; only the first counts. */
  answer(result: Published): void;
};

/**
 * The publishes that the broker has not answered. After the deadline their callers hear `unknown`, but they keep their
 * place until the broker answers or the connection ends: until then their bytes may lie in the client's buffers, and
 * a place given away with each deadline would let them grow without end.
 */
export function openUnconfirmed({ messages, bytes, deadlineMs }: Window) {
  const byKey = new Map<string, Set<Unconfirmed>>();
  const all = new Set<Unconfirmed>();
  let bytesHeld = 0;

  return {
    /** One message always finds room, however large it is. */
    hasRoom: (size: number) => all.size === 0 || (all.size < messages && bytesHeld + size <= bytes),
    add(key: string, size: number): Unconfirmed {
      const { promise: result, resolve } = Promise.withResolvers<Published>();
      const timer = setTimeout(() => resolve("unknown"), deadlineMs);
      const same = byKey.get(key) ?? new Set<Unconfirmed>();
      const one: Unconfirmed = {
        result,
        returned: false,
        answer(published) {
          if (!all.delete(one)) return;
          same.delete(one);
          if (same.size === 0) byKey.delete(key);
          bytesHeld -= size;
          clearTimeout(timer);
          resolve(published);
        },
      };
      byKey.set(key, same.add(one));
      all.add(one);
      bytesHeld += size;
      return one;
    },
    markReturned(key: string): void {
      for (const one of byKey.get(key) ?? []) one.returned = true;
    },
    /** The connection is gone: whether any of them was stored nobody knows. */
    forgetAll(): void {
      for (const one of all) one.answer("unknown");
    },
  };
}
