import { once } from "node:events";
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";

/** A web server before the admin API, as companies have one: it serves it below a path, and takes that path away. */
export type PrefixProxy = {
  /** Where the console begins, without a slash at the end. */
  readonly url: string;
  /** What was asked that is not below the path; the console must never ask it. */
  readonly strayed: readonly string[];
  readonly close: () => Promise<void>;
};

/** Opens one on the loopback interface; `prefix` is like `/ops`. */
export async function openPrefixProxy(target: string, prefix: string): Promise<PrefixProxy> {
  const strayed: string[] = [];
  const server = createServer((asked, answer) => {
    const path = asked.url ?? "/";
    if (path.startsWith(`${prefix}/`)) return pass(asked, answer, `${target}${path.slice(prefix.length)}`);
    strayed.push(path);
    return answer.writeHead(404).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    strayed,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** The name of the host stays as the browser said it, for the admin API compares it with the origin. */
function pass(asked: IncomingMessage, answer: ServerResponse, url: string): void {
  const { method, headers } = asked;
  const outer = request(url, { method, headers, setHost: false }, (got) => {
    answer.writeHead(got.statusCode ?? 502, got.headers);
    got.pipe(answer);
  });
  outer.on("error", () => answer.destroy());
  answer.on("close", () => outer.destroy());
  asked.pipe(outer);
}
