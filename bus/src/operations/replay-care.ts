import type { Advances, Ramp, ReplayRequest, StopRule } from "./replays.ts";

/** What halts a replay of which nothing else is said. */
export const usualStopRule: Required<StopRule> = {
  failureShare: 0.2,
  newGroup: true,
  regressed: true,
  circuit: true,
};

/** More than these are begun with a few. */
const mostWithoutRamp = 100;
const usualRamp: Ramp = [1, 25, "rest"];

/** How carefully a replay goes. */
export type Care = {
  readonly ramp: Ramp | null;
  readonly advances: Advances;
  readonly stopWhen: StopRule | null;
};

/**
 * Care where none was asked for. What a rule does not name is as usual; null is no rule at all. A large selection without a
 * ramp begins with one item, then 25, and goes on by itself as long as these end well; a ramp that somebody asks for
 * waits for that person after each step, if nothing else is said.
 */
export function careOf(
  request: Pick<ReplayRequest, "ramp" | "advances" | "stopWhen">,
  eligible: number,
): Care {
  const ramp = request.ramp ? toTheEnd(request.ramp) : eligible > mostWithoutRamp ? usualRamp : null;
  const advances = request.advances ?? (request.ramp === undefined ? "whenGreen" : "byHand");
  return { ramp, advances, stopWhen: stopRuleOf(request.stopWhen) };
}

/** Without a last step for what is left a replay could never end. */
const toTheEnd = (ramp: Ramp): Ramp => (ramp.includes("rest") ? ramp : [...ramp, "rest"]);

/** A rule with what it leaves out; null stays null. */
export function stopRuleOf(asked: StopRule | null | undefined): StopRule | null {
  return asked === null ? null : { ...usualStopRule, ...defined(asked ?? {}) };
}

const defined = (rule: StopRule): StopRule =>
  Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined));
