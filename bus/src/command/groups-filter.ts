import type { Command } from "commander";
import { groupStates } from "../operations/failure-groups.ts";

/** What chooses groups. */
export type GroupFilterOptions = {
  readonly state?: string;
  readonly owner?: string;
  readonly connection?: string;
  readonly route?: string;
  readonly type?: string;
  readonly source?: string;
  readonly code?: string;
  readonly text?: string;
  readonly from?: string;
  readonly to?: string;
  readonly all?: boolean;
};

/** Adds the options that choose groups. */
export function groupFilterOptions(to: Command): Command {
  return to
    .option("--state <state>", `only in these states, with commas between: ${groupStates.join(", ")}`)
    .option("--owner <name>", "only those that this person has")
    .option("--connection <id>", "only of this connection")
    .option("--route <route>", "only of this route")
    .option("--type <type>", "only with failures of this message type")
    .option("--source <source>", "only with failures from this source; with * at its end, how it begins")
    .option("--code <code>", "only of this error code; with * at its end, how it begins")
    .option("--text <text>", "only with this in title or code")
    .option("--from <time>", "only seen at or after, as RFC 3339 writes it")
    .option("--to <time>", "only first seen before")
    .option("--all", "also groups whose failures are all settled");
}

/** The filter of the options, as the admin API takes it in a query and in a selection. */
export function groupFilterOf(options: GroupFilterOptions): Readonly<Record<string, string>> {
  const { state, owner, connection, route, type, source, code, text, from, to, all } = options;
  const includeSettled = all ? "true" : undefined;
  const named = { state, owner, connection, route, type, source, code, q: text, from, to, includeSettled };
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
