import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** A request as the vendor saw it. */
export type Seen = { readonly noteId: string; readonly fromMs: number; untilMs: number; status: number };

/** What the vendor does with a request. */
type Reply = { readonly status: number; readonly afterMs: number; readonly retryAfterS?: number };

/** A vendor that files notes and writes down when it was at what. */
type MeteringVendor = {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** Decides about the next requests. */
  reply: (noteId: string) => Reply;
  readonly close: () => void;
};

/** Listens until `close` is called. */
export async function openMeteringVendor(): Promise<MeteringVendor> {
  const seen: Seen[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const fromMs = performance.now();
    const { noteId } = JSON.parse(Buffer.concat(await request.toArray()).toString()) as { noteId: string };
    const { status, afterMs, retryAfterS } = vendor.reply(noteId);
    const own: Seen = { noteId, fromMs, untilMs: Number.POSITIVE_INFINITY, status };
    seen.push(own);
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    own.untilMs = performance.now();
    const headers = {
      "content-type": "application/json",
      ...(retryAfterS && { "retry-after": String(retryAfterS) }),
    };
    response.writeHead(status, headers).end(JSON.stringify({ place: `p-${noteId}` }));
  };
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const vendor: MeteringVendor = {
    url: `http://127.0.0.1:${port}`,
    seen,
    reply: () => ({ status: 200, afterMs: 50 }),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return vendor;
}

/** The most requests that the vendor was at at one time. */
export const mostAtOnce = (seen: readonly Seen[]): number =>
  Math.max(
    0,
    ...seen.map(
      ({ fromMs: at }) => seen.filter(({ fromMs, untilMs }) => fromMs <= at && at < untilMs).length,
    ),
  );

/** From the first request to the last. */
export const spanMs = (seen: readonly Seen[]): number => (seen.at(-1)?.fromMs ?? 0) - (seen[0]?.fromMs ?? 0);
