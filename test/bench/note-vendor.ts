import { once } from "node:events";
import { createServer } from "node:http";

/** A vendor over HTTP that notes when it was called about which order, and answers at once. */
export type NoteVendor = {
  readonly url: string;
  /** `performance.now()` of the call about an order. */
  readonly calledAtMs: ReadonlyMap<string, number>;
  close(): Promise<void>;
};

/** Starts it on a free port. */
export async function openNoteVendor(called: () => void): Promise<NoteVendor> {
  const calledAtMs = new Map<string, number>();
  const server = createServer((request, response) => {
    const atMs = performance.now();
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { orderId } = JSON.parse(Buffer.concat(chunks).toString()) as { readonly orderId: string };
      if (!calledAtMs.has(orderId)) {
        calledAtMs.set(orderId, atMs);
        called();
      }
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the vendor has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    calledAtMs,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
