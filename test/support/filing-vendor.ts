import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** What the vendor does to requests that change something. */
export type Mood = "well" | "reject" | "commitThenDrop" | "fail503" | "slow";

/** A vendor that files notes, and counts how often it filed each: the other end of the toy adapter. */
export type FilingVendor = {
  readonly url: string;
  mood: Mood;
  /** How often each note was filed, by its id. */
  readonly filed: ReadonlyMap<string, number>;
  /** Requests that would change something. */
  readonly writes: () => number;
  /** Refuses connections until it is told to come back. */
  readonly goAway: () => Promise<void>;
  readonly comeBack: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const slowMs = 150;

export async function openFilingVendor(): Promise<FilingVendor> {
  const filed = new Map<string, number>();
  let writes = 0;
  const file = (noteId: string) => {
    filed.set(noteId, (filed.get(noteId) ?? 0) + 1);
    return { place: `p-${noteId}` };
  };
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const answer = (status: number, json: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
    if (request.method === "GET") {
      const noteId = new URL(request.url ?? "/", "http://vendor.test").searchParams.get("id") ?? "";
      return filed.has(noteId) ? answer(200, { place: `p-${noteId}` }) : answer(404, {});
    }
    writes += 1;
    const { noteId } = JSON.parse(Buffer.concat(await request.toArray()).toString()) as { noteId: string };
    switch (vendor.mood) {
      case "well":
        return answer(200, file(noteId));
      case "slow":
        await new Promise((resolve) => setTimeout(resolve, slowMs));
        return answer(200, file(noteId));
      case "reject":
        return answer(400, { code: "no_room", message: `There is no room for note "${noteId}".` });
      case "commitThenDrop":
        file(noteId);
        return request.socket.destroy();
      case "fail503":
        return answer(503, {});
    }
  };
  const server = createServer((request, response) => void serve(request, response));
  const listen = async (on: number) => {
    server.listen(on, "127.0.0.1");
    await once(server, "listening");
  };
  const stop = async () => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  await listen(0);
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const vendor: FilingVendor = {
    url: `http://127.0.0.1:${port}`,
    mood: "well",
    filed,
    writes: () => writes,
    goAway: stop,
    comeBack: () => listen(port),
    close: stop,
  };
  return vendor;
}
