import { Readable, Writable } from "node:stream";
import type { Host } from "./host.ts";

/** A host for tests: its output is kept, its requests are answered by the test. */
export type CapturedHost = Host & { readonly out: () => string; readonly err: () => string };

type CapturedHostOptions = {
  readonly env?: Host["env"];
  readonly stdin?: string | Readable;
  readonly signals?: Host["signals"];
  readonly edit?: Host["edit"];
  /** Answers a request; by default nobody listens anywhere. */
  readonly answer?: (request: Request) => Response | Promise<Response>;
};

export function capturedHost({
  env = {},
  stdin = "",
  signals,
  edit,
  answer = refuse,
}: CapturedHostOptions = {}): CapturedHost {
  const [stdout, out] = capture();
  const [stderr, err] = capture();
  return {
    env,
    stdin: typeof stdin === "string" ? Readable.from([Buffer.from(stdin)]) : stdin,
    ...(signals && { signals }),
    ...(edit && { edit }),
    stdout,
    stderr,
    out,
    err,
    fetch: async (input, init) => answer(new Request(input, init)),
  };
}

function refuse(): Response {
  throw new TypeError("fetch failed", { cause: new Error("connect ECONNREFUSED") });
}

function capture(): readonly [Writable, () => string] {
  let text = "";
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString();
      done();
    },
  });
  return [stream, () => text];
}
