import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Fault } from "../checker/history.ts";

const Met = z.object({
  process: z.string(),
  atMs: z.number(),
  at: z.string(),
  act: z.enum(["kill", "stop", "throw", "wait"]),
  nth: z.number(),
  forMs: z.number(),
});

/** The failpoints that processes of a schedule have met, as faults. A stop at one is a freeze. */
export function metFailpoints(directory: string): readonly Fault[] {
  const file = join(directory, "failpoints.jsonl");
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => Met.parse(JSON.parse(line)))
    .map(({ process, atMs, at, act, nth, forMs }) => ({
      atMs,
      kind: act === "stop" ? "freeze" : act,
      target: `${process} ${at} (time ${nth})`,
      ...(act === "stop" && { untilMs: atMs + forMs }),
    }));
}
