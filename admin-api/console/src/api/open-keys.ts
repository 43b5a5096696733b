import { problemOf } from "./problem.ts";

/** Keys of acts that may have been done, by what they are done to. */
export type OpenKeys = Map<string, string>;

/** An act is done once, however often its request is sent: the same key is kept while the same dialog is open. */
export const newKey = (): string => crypto.randomUUID();

/**
 * Acts on a thing under the idempotency key that is open for it: whoever presses twice, or again after no answer, acts once. An answer
 * ends the key; what is refused is refused whole, so that the next try says something else, and needs a key of its own.
 * @throws Problem
 */
export async function underKey<Done>(
  keys: OpenKeys,
  on: string,
  send: (key: string) => Promise<Done>,
): Promise<Done> {
  const key = keys.get(on) ?? newKey();
  keys.set(on, key);
  try {
    const done = await send(key);
    keys.delete(on);
    return done;
  } catch (error) {
    const problem = problemOf(error);
    if (!problem.isOutage) keys.delete(on);
    throw problem;
  }
}
