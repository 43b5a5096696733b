import { unstorable } from "./unstorable.ts";

type Waiting<In, Out> = {
  readonly item: In;
  readonly resolve: (out: Out) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Turns single calls into batches: while one batch is being written the next one gathers, and an idle writer starts at
 * once, so that nothing ever waits for a timer. `write` gives its results in the order of its items. Where the database
 * refuses a batch for what is in it, halves of it are written by themselves, until what is refused is alone.
 */
export function groupCommit<In, Out>(
  write: (items: readonly In[]) => Promise<readonly Out[]>,
  { max }: { readonly max: number },
): (item: In) => Promise<Out> {
  const gathering: Waiting<In, Out>[] = [];
  let writing = false;

  const writeBatch = async (batch: readonly Waiting<In, Out>[]): Promise<void> => {
    try {
      const results = await write(batch.map(({ item }) => item));
      // As many results as items is what `write` promises.
      batch.forEach(({ resolve }, index) => resolve(results[index] as Out));
    } catch (error) {
      const refusal = unstorable(error);
      if (!refusal || batch.length === 1) return batch.forEach(({ reject }) => reject(refusal ?? error));
      const half = Math.ceil(batch.length / 2);
      await writeBatch(batch.slice(0, half));
      await writeBatch(batch.slice(half));
    }
  };

  const flush = async () => {
    while (gathering.length > 0) await writeBatch(gathering.splice(0, max));
    writing = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      gathering.push({ item, resolve, reject });
      if (writing) return;
      writing = true;
      // What arrived in the same turn of the event loop belongs together.
      setImmediate(() => void flush());
    });
}
