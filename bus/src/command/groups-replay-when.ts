import type { Command } from "commander";
import { wrongUsage } from "./failure.ts";
import { change, write, type ChangeOptions } from "./groups-change.ts";
import type { Host } from "./host.ts";

type RuleOptions = ChangeOptions & {
  readonly healthyFor?: string;
  readonly adapterVersion?: string;
  readonly after?: string;
  readonly timeZone?: string;
  /** False where the rule is to go. */
  readonly never?: boolean;
};

/** `spindle groups replay-when`: replays a group by itself, once something holds. */
export function replayWhenCommand(host: Host): Command {
  return change("replay-when", "replay its failures by itself, once this holds")
    .option("--healthy-for <span>", 'the vendor has been healthy for so long, such as "10m"')
    .option("--adapter-version <version>", "the adapter is at least this version")
    .option("--after <time>", 'the next time that it is so late, such as "06:00"')
    .option("--time-zone <name>", 'where, such as "Europe/Berlin"; as on this machine if absent')
    .option("--never", "take the rule back")
    .action((id: string, options: RuleOptions) => write(host, id, options, { replayWhen: ruleOf(options) }));
}

function ruleOf({ healthyFor, adapterVersion, after, timeZone, never }: RuleOptions): object | null {
  const asked = [
    ...(healthyFor === undefined ? [] : [{ healthyFor }]),
    ...(adapterVersion === undefined ? [] : [{ adapterVersion }]),
    ...(after === undefined ? [] : [{ after, timeZone: timeZone ?? ownTimeZone() }]),
    ...(never ? [null] : []),
  ];
  const [rule] = asked;
  if (rule === undefined || asked.length > 1)
    throw wrongUsage("Say one of --healthy-for, --adapter-version, --after and --never.");
  if (timeZone !== undefined && after === undefined) throw wrongUsage("--time-zone goes with --after.");
  return rule;
}

const ownTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
