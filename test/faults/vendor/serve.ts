import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { z } from "zod";
import type { Books } from "./journal.ts";
import { Misdeed, type Script } from "./misdeeds.ts";

/** After this long a write shows in reads. */
const readLagMs = 200;
const floodBytes = 50 * 1_048_576;

const Filing = z.union([
  z.object({ reference: z.string() }),
  z.object({ items: z.array(z.object({ reference: z.string() })) }),
]);
type Asked = { readonly connection: string; readonly route: string; readonly key: string | undefined };
type Reply = { readonly status: number; readonly json: unknown; readonly headers?: Record<string, string> };

/**
 * The vendor of the fault suite, over HTTP. POST with a key does once what the key stands for, PUT once what its
 * reference stands for, POST without a key does it every time; GET asks. `PUT /script` tells it how to misbehave.
 */
export function vendorServer(books: Books, script: Script): Server {
  return createServer((request, response) => {
    handle(request, response, books, script).catch(() => request.socket.destroy());
  });
}

async function handle(request: IncomingMessage, response: ServerResponse, books: Books, script: Script) {
  const url = new URL(request.url ?? "/", "http://vendor.test");
  const body = Buffer.concat(await request.toArray()).toString();
  if (url.pathname === "/script") {
    script.replace(z.array(Misdeed).parse(JSON.parse(body)));
    return send(response, { status: 200, json: {} });
  }
  const [, connection = "", operation = ""] = url.pathname.split("/");
  const key = request.headers["idempotency-key"];
  const asked = {
    connection,
    route: `${connection}.${operation}`,
    key: typeof key === "string" ? key : undefined,
  };
  if (request.method === "GET") {
    const act = () => find(books, asked.route, url.searchParams.get("reference") ?? "");
    return misbehave(script.next(connection, true), request, response, act);
  }
  const filing = Filing.parse(JSON.parse(body));
  const references = ("items" in filing ? filing.items : [filing]).map(({ reference }) => reference);
  for (const reference of references) books.note({ kind: "write", route: asked.route, reference });
  const act = () => file(books, asked, references, request.method === "PUT");
  const misdeed = script.next(connection, false);
  const before = books.standsFor(asked.key);
  // Whoever honours keys repeats its first answer, whatever it would answer today.
  if (before === "refusal") return send(response, refusal);
  if (misdeed?.kind !== "reject") return misbehave(misdeed, request, response, act);
  if (before === "effect") return send(response, act());
  for (const reference of references)
    if (asked.key !== undefined)
      books.note({ kind: "refusal", route: asked.route, key: asked.key, reference });
  return send(response, refusal);
}

function file(books: Books, { route, key }: Asked, references: readonly string[], natural: boolean): Reply {
  const known = !natural && books.standsFor(key) === "effect";
  for (const reference of references) {
    if (known || (natural && books.effectsOf(route, reference).length > 0)) continue;
    books.note({ kind: "effect", route, reference, ...(key !== undefined && { key }) });
  }
  return { status: 200, json: { place: `p-${references.join("-")}` } };
}

function find(books: Books, route: string, reference: string): Reply {
  const visible = books.effectsOf(route, reference).some(({ atMs }) => atMs + readLagMs <= Date.now());
  return visible ? { status: 200, json: { place: `p-${reference}` } } : { status: 404, json: {} };
}

/** Answers as the script wants it. What hangs is answered by nobody: the caller's timeout ends it. */
async function misbehave(
  misdeed: Misdeed | undefined,
  { socket }: IncomingMessage,
  response: ServerResponse,
  act: () => Reply,
): Promise<void> {
  switch (misdeed?.kind) {
    case undefined:
      return send(response, act());
    case "slow":
      await new Promise((resolve) => setTimeout(resolve, misdeed.delayMs));
      return send(response, act());
    case "hang":
      return;
    case "reset":
      return void socket.resetAndDestroy();
    case "applyThenReset":
      act();
      return void socket.resetAndDestroy();
    case "applyThenHang":
      return void act();
    case "applyThenFail":
      act();
      return send(response, { status: 500, json: {} });
    case "fail":
      return send(response, { status: 503, json: {} });
    case "throttle":
      return send(response, { status: 429, json: {}, headers: { "retry-after": "1" } });
    case "reject":
      return send(response, refusal);
    case "flood":
      act();
      return flood(response);
  }
}

function send(response: ServerResponse, { status, json, headers }: Reply): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(json));
}

const refusal: Reply = { status: 422, json: { code: "no_room", message: "There is no room for it." } };

/** An answer that no answer is: as much as the reader takes, and nothing of it is JSON. */
function flood(response: ServerResponse): void {
  const chunk = Buffer.alloc(1_048_576, "a");
  let left = floodBytes;
  response.writeHead(200, { "content-type": "application/json" });
  const pour = () => {
    while (left > 0 && !response.destroyed) {
      left -= chunk.length;
      if (!response.write(chunk)) return;
    }
    response.end();
  };
  response.on("drain", pour);
  response.on("error", () => undefined);
  pour();
}
