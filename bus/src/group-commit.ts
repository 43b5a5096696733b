type Waiting<In, Out> = {
  readonly item: In;
  readonly resolve: (out: Out) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Turns single calls into batches: while one batch is being written the next one gathers, and an idle writer starts at
 * once, so that nothing ever waits for a timer. `write` gives its results in the order of its items.
 */
export function groupCommit<In, Out>(
  write: (items: readonly In[]) => Promise<readonly Out[]>,
  { max }: { readonly max: number },
): (item: In) => Promise<Out> {
  const gathering: Waiting<In, Out>[] = [];
  let writing = false;

  const flush = async () => {
    while (gathering.length > 0) {
      const batch = gathering.splice(0, max);
      try {
        const results = await write(batch.map(({ item }) => item));
        // As many results as items is what `write` promises.
        for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Out);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
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
