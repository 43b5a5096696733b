import { percentOf } from "../parts/words.ts";
import type { Replay } from "./outcomes.ts";

/** What halts a replay, in words. */
export function rulesOf(stopWhen: Replay["stopWhen"]): string {
  if (stopWhen === null) return "never";
  const { failureShare, newGroup, regressed, circuit } = stopWhen;
  const rules = [
    failureShare !== undefined && failureShare < 1 && `${percentOf(failureShare)} fail again`,
    newGroup === true && "a new group",
    regressed === true && "a regressed group",
    circuit === true && "an open circuit",
  ].filter((rule) => rule !== false);
  return rules.length === 0 ? "never" : rules.join(", ");
}
