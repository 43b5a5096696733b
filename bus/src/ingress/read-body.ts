import { problem } from "@spindlebus/contracts";
import type { Context } from "hono";
import type { IngressEnv } from "./env.ts";
import { httpProblem, type HttpProblem } from "./problem.ts";

/** The longest body of a request that does not say how long it is: nobody can tell what room it will need. */
export const undeclaredBytes = 1_048_576;

export type BodyResult =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly problem: HttpProblem };

/** Reads a request's body as it came; one beyond the limit is refused by its declared length or at the limit. */
export async function readBody(c: Context<IngressEnv>, limitBytes: number): Promise<BodyResult> {
  const encoding = c.req.header("content-encoding") ?? "identity";
  if (encoding.toLowerCase() !== "identity") {
    return refused(
      httpProblem("unsupported-encoding", "Send the body as it is, without a Content-Encoding."),
    );
  }
  const declared = c.req.header("content-length");
  if (declared !== undefined && Number(declared) > limitBytes)
    return tooLarge(c, `the body has ${Number(declared)} bytes; at most ${limitBytes} are accepted`);
  try {
    // Node itself sees to it that no more comes than was declared.
    if (declared !== undefined) return { ok: true, bytes: new Uint8Array(await c.req.arrayBuffer()) };
    const most = Math.min(limitBytes, undeclaredBytes);
    const bytes = await readUpTo(c.req.raw.body, most);
    return bytes ? { ok: true, bytes } : tooLarge(c, undeclaredText(most, limitBytes));
  } catch {
    // The client went away or was too slow; nobody is left to read this answer.
    return refused(httpProblem("incomplete-body", "The connection ended before the body did."));
  }
}

/** All bytes of a stream; undefined where there are more than the limit. */
export async function readUpTo(
  stream: ReadableStream<Uint8Array> | null,
  limitBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream ?? []) {
    size += chunk.length;
    if (size > limitBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const undeclaredText = (most: number, limitBytes: number): string =>
  `the body has more than ${most} bytes and came without its length; with a Content-Length ${limitBytes} are accepted`;

function tooLarge(c: Context<IngressEnv>, detail: string): BodyResult {
  // What is still to come would be taken for the next request.
  c.header("Connection", "close");
  return refused(problem("too-large", detail));
}

const refused = (reason: HttpProblem): BodyResult => ({ ok: false, problem: reason });
