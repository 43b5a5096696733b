import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** A request as the receiver got it. */
export type CapturedRequest = {
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** An answer; 200 with an empty JSON object where nothing is said. */
export type CannedAnswer = { readonly status?: number; readonly body?: string };

/** An HTTP server on the loopback interface that writes down what it gets: the other end of webhooks and vendor SDKs. */
export type LoopbackReceiver = {
  readonly port: number;
  readonly url: string;
  readonly requests: readonly CapturedRequest[];
  /** Resolves once that many requests have come. */
  readonly received: (count: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Starts a receiver that gives these answers in turn, and a plain 200 after the last. */
export async function loopbackReceiver(answers: readonly CannedAnswer[] = []): Promise<LoopbackReceiver> {
  const requests: CapturedRequest[] = [];
  const awaited = new Set<{ readonly count: number; readonly arrived: () => void }>();
  const take = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    );
    const body = Buffer.concat(await incoming.toArray()).toString("utf8");
    const answer = answers[requests.length];
    requests.push({ method: incoming.method ?? "", path: incoming.url ?? "", headers, body });
    outgoing
      .writeHead(answer?.status ?? 200, { "content-type": "application/json" })
      .end(answer?.body ?? "{}");
    for (const { count, arrived } of awaited) if (requests.length >= count) arrived();
  };
  const server = createServer((incoming, outgoing) => {
    take(incoming, outgoing).catch((error: unknown) =>
      outgoing.destroy(error instanceof Error ? error : undefined),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    requests,
    received: (count) =>
      new Promise((arrived) => {
        awaited.add({ count, arrived });
        if (requests.length >= count) arrived();
      }),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
