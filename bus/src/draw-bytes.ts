import { randomFillSync } from "node:crypto";

/** Drawn from the system in one go: a call of its own for every few bytes costs more than what they are for. */
const drawn = Buffer.alloc(4_096);
let used = drawn.length;

/** Random bytes, at most 4,096. They are only the caller's until he draws again. */
export function drawBytes(count: number): Buffer {
  if (used + count > drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  used += count;
  return drawn.subarray(used - count, used);
}
