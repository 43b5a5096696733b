/** An event as the server named it, with its data as they came. */
export type ServerSentEvent = { readonly event: string; readonly data: string };

/**
 * Reads server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) as the admin API writes them; its
 * comments are passed over. Whoever has opened the stream closes it.
 * @throws where nothing came for so long, not even a comment: the connection may be half dead
 */
export async function* readEvents(
  chunks: AsyncIterable<Uint8Array>,
  mostSilentMs: number,
): AsyncGenerator<ServerSentEvent> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of neverSilent(chunks, mostSilentMs)) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const lines = block.split("\n");
      const data = lines.flatMap((line) => valueOf("data", line) ?? []);
      const event = lines.flatMap((line) => valueOf("event", line) ?? []).at(-1) ?? "message";
      if (data.length > 0) yield { event, data: data.join("\n") };
    }
  }
}

const valueOf = (field: string, line: string): string | undefined =>
  line.startsWith(`${field}:`) ? line.slice(field.length + 1).replace(/^ /, "") : undefined;

async function* neverSilent(
  chunks: AsyncIterable<Uint8Array>,
  mostSilentMs: number,
): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await within(iterator.next(), mostSilentMs);
    if (done) return;
    yield value;
  }
}

async function within<Value>(coming: Promise<Value>, ms: number): Promise<Value> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`Nothing came for ${ms} ms.`)), ms);
  try {
    return await Promise.race([coming, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
