import { type Command, InvalidArgumentError } from "commander";
import { wrongUsage } from "./failure.ts";

/** The options that say what halts a replay. */
export type StopOptions = {
  readonly failureShare?: number;
  readonly rules: boolean;
};

/** Adds what may halt a replay: another share, or nothing at all. */
export function stopOptions(made: Command): Command {
  return made
    .option("--failure-share <share>", "halt where this share fails again, 0 to 1 (usually 0.2)", share)
    .option("--no-rules", "halt never: neither by a share, nor by new or regressed groups, nor by a circuit");
}

/** What the options say to the admin API; nothing where they say nothing. */
export function ruleOf({ failureShare, rules }: StopOptions): { readonly stopWhen?: object | null } {
  if (!rules && failureShare !== undefined)
    throw wrongUsage("Either --failure-share or --no-rules: the one is a rule, the other is none.");
  if (!rules) return { stopWhen: null };
  return failureShare === undefined ? {} : { stopWhen: { failureShare } };
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError("It must be a number from 0 to 1.");
}
