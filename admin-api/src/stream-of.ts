import { AsyncLocalStorage } from "node:async_hooks";

/** A body that is made while it is read: within the scope of its request, of which whoever reads it knows nothing. */
export function streamOf(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  const inRequest = AsyncLocalStorage.snapshot();
  return ReadableStream.from<Uint8Array>({
    [Symbol.asyncIterator]: () => ({
      next: () => inRequest(() => chunks.next()),
      return: (value: unknown) => inRequest(() => chunks.return(value)),
    }),
  });
}
