import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** A vendor for the toy adapter that notes of every request how long it was and what it was, and keeps none. */
export type WeighingVendor = {
  readonly url: string;
  /** By note: `<method> <bytes> <SHA-256>` of each request, in their order. */
  readonly received: ReadonlyMap<string, readonly string[]>;
  /** It refuses what it receives. */
  refuses: boolean;
  readonly close: () => Promise<void>;
};

export async function openWeighingVendor(): Promise<WeighingVendor> {
  const received = new Map<string, string[]>();
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const answer = (status: number, json: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
    const body = Buffer.concat(await request.toArray());
    const { noteId } = JSON.parse(body.toString()) as { noteId: string };
    const weighed = `${request.method} ${weightOf(body)}`;
    received.set(noteId, [...(received.get(noteId) ?? []), weighed]);
    if (vendor.refuses) answer(400, { code: "no_room", message: "There is no room." });
    else answer(200, { place: `p-${noteId}` });
  };
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const vendor: WeighingVendor = {
    url: `http://127.0.0.1:${port}`,
    received,
    refuses: false,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return vendor;
}

/** How long bytes are and what they are, as a {@link WeighingVendor} notes it. */
export const weightOf = (body: Uint8Array | string): string =>
  `${Buffer.byteLength(body)} ${createHash("sha256").update(body).digest("hex")}`;
