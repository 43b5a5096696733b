import { connect } from "node:net";

/** An answer as it came over the wire. */
export type RawAnswer = {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
};

/**
 * Sends bytes on a socket of its own, with nothing added or mended, and reads all answers until the other side closes, or
 * says nothing for that long.
 */
export async function sendRaw(
  port: number,
  bytes: string | Uint8Array,
  patienceMs = 20_000,
): Promise<RawAnswer[]> {
  const socket = connect(port, "127.0.0.1");
  socket.setTimeout(patienceMs, () => socket.destroy());
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  const { promise: closed, resolve, reject } = Promise.withResolvers<void>();
  // A server that refuses early cuts a sender that goes on; what it said before is its answer.
  socket.on("error", (error) => (chunks.length > 0 ? resolve() : reject(error)));
  socket.on("close", () => resolve());
  // Not ended: Node takes a half-closed connection for a client that has gone.
  socket.write(bytes);
  await closed;
  return answersIn(Buffer.concat(chunks).toString("latin1"));
}

/** One request as text: the request line and headers as given, the body's length told unless a header tells it. */
export function requestText(line: string, headers: readonly string[], body = ""): string {
  const told = headers.some((header) => /^(content-length|transfer-encoding):/i.test(header));
  const length = told ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  return [line, "Host: spindle.test", "Connection: close", ...headers, ...length, "", body].join("\r\n");
}

/** The answers in what came over a wire; each carries its length, except where it has no body. */
export function answersIn(text: string): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = text;
  while (rest.startsWith("HTTP/1.1 ")) {
    const end = rest.indexOf("\r\n\r\n");
    const head = rest.slice(0, end).split("\r\n");
    const headers = new Map(head.slice(1).map((line) => nameAndValue(line)));
    const length = Number(headers.get("content-length") ?? 0);
    const body = Buffer.from(rest.slice(end + 4, end + 4 + length), "latin1").toString();
    answers.push({ status: Number(head[0]?.split(" ")[1]), headers, body });
    rest = rest.slice(end + 4 + length);
  }
  return answers;
}

function nameAndValue(line: string): [string, string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}
