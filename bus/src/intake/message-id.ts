import { v7 as uuidv7 } from "uuid";
import { drawBytes } from "../draw-bytes.ts";

let lastMs = 0;
let sequence = 0;

/** A bus id: a UUIDv7 above all that this process has given, also within one millisecond (RFC 9562, 6.2, method 1). */
export function newMessageId(nowMs: number = Date.now()): string {
  const random = drawBytes(16);
  // It begins anywhere in the lower half of its 32 bits, so that it never runs over.
  sequence = nowMs > lastMs ? random.readUInt32BE(0) >>> 1 : sequence + 1;
  lastMs = Math.max(nowMs, lastMs);
  return uuidv7({ random, msecs: lastMs, seq: sequence });
}
