import { readJson } from "@spindlebus/contracts";
import type { Dispatcher } from "undici";
import type { VendorResponse } from "../adapter/index.ts";
import { largeBytes, type LargeAnswers } from "./large-answers.ts";

/** More than this of an answer is not read: no vendor's answer to one operation is that long. */
const maxResponseBytes = 1_048_576;

/**
 * Reads an answer, and no more of it than is good for the process.
 * @throws where it is too long, ends early, or the signal says that time is up; its connection is closed then
 */
export async function readResponse(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  large: LargeAnswers,
  signal: AbortSignal,
): Promise<VendorResponse> {
  if (Number(headers["content-length"]) > maxResponseBytes) {
    // Destroyed without an error it only says so, to whoever listens.
    body.on("error", () => undefined).destroy();
    throw tooLong();
  }
  const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const begun = await readUpTo(chunks, largeBytes);
  const response = { status: statusCode, headers: plainHeaders(headers) };
  if (begun.ended) return { ...response, ...textAndJson(begun.bytes) };
  return large.read(async () => {
    const rest = await readUpTo(chunks, maxResponseBytes - begun.bytes.length);
    if (!rest.ended) {
      await chunks.return?.();
      throw tooLong();
    }
    const bytes = Buffer.concat([begun.bytes, rest.bytes]);
    return { ...response, ...(await large.work(() => textAndJson(bytes), signal)) };
  }, signal);
}

const tooLong = (): Error => new Error(`the answer is longer than ${maxResponseBytes} bytes`);

/** Reads until there is more than so many bytes, or to the end. */
async function readUpTo(
  chunks: AsyncIterator<Buffer>,
  most: number,
): Promise<{ readonly bytes: Buffer; readonly ended: boolean }> {
  const read: Buffer[] = [];
  let size = 0;
  while (size <= most) {
    const next = await chunks.next();
    if (next.done) return { bytes: Buffer.concat(read), ended: true };
    read.push(next.value);
    size += next.value.length;
  }
  return { bytes: Buffer.concat(read), ended: false };
}

function textAndJson(bytes: Buffer): Pick<VendorResponse, "body" | "json"> {
  const json = readJson(bytes, { bigIntegers: "string" });
  return { body: bytes.toString("utf8"), json: json.ok ? json.value : undefined };
}

const plainHeaders = (headers: Dispatcher.ResponseData["headers"]): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(", ")]));
