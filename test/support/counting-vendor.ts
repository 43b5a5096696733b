import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** The ways of being asked twice that the toy adapter's operations have. */
type Kind = "keyed" | "natural" | "probed";

/** A vendor for the toy adapter that honours keys, and counts effects by operation and note. */
export type CountingVendor = {
  readonly url: string;
  /** `probed n-1` → how often. */
  readonly effects: ReadonlyMap<string, number>;
  /** While it is in a mood it does nothing for notes whose ids begin so: `late` it cannot take now, `refused` not at all. */
  moody: boolean;
  /** What happens between an effect and its answer. */
  meanwhile: () => Promise<unknown>;
  readonly close: () => Promise<void>;
};

export async function openCountingVendor(): Promise<CountingVendor> {
  const effects = new Map<string, number>();
  const keys = new Set<string>();
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const answer = (status: number, json: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
    const filed = (noteId: string) => answer(200, { place: `p-${noteId}` });
    if (request.method === "GET") {
      const noteId = new URL(request.url ?? "/", "http://vendor.test").searchParams.get("id") ?? "";
      return effects.has(`probed ${noteId}`) ? filed(noteId) : answer(404, {});
    }
    const { noteId } = JSON.parse(Buffer.concat(await request.toArray()).toString()) as { noteId: string };
    if (vendor.moody && noteId.startsWith("late")) return answer(503, {});
    if (vendor.moody && noteId.startsWith("refused"))
      return answer(400, { code: "no_room", message: "No room." });
    const key = request.headers["idempotency-key"]?.toString();
    const kind: Kind = key !== undefined ? "keyed" : request.method === "PUT" ? "natural" : "probed";
    // The same key, and the same state put again, are no second effect.
    const repeated =
      key !== undefined ? keys.has(key) : kind === "natural" && effects.has(`natural ${noteId}`);
    if (key !== undefined) keys.add(key);
    if (!repeated) effects.set(`${kind} ${noteId}`, (effects.get(`${kind} ${noteId}`) ?? 0) + 1);
    await vendor.meanwhile();
    return filed(noteId);
  };
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const vendor: CountingVendor = {
    url: `http://127.0.0.1:${port}`,
    effects,
    moody: false,
    meanwhile: async () => undefined,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return vendor;
}
