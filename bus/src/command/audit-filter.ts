import type { Command } from "commander";
import { momentOf } from "./moment.ts";

/** The options that choose lines of the audit. */
export type AuditFilterOptions = {
  readonly actor?: string;
  readonly action?: string;
  readonly target?: string;
  readonly since?: string;
  readonly until?: string;
};

/** Adds the options that choose lines of the audit. */
export function auditFilterOptions(to: Command): Command {
  return to
    .option("--actor <name>", "only what this token or person did")
    .option("--action <action>", "only this, for example failure.discard")
    .option("--target <target>", "only what was done to this, for example a failure's id or replay:<id>")
    .option("--since <time>", 'a time (RFC 3339), or how long ago, for example "6h"')
    .option("--until <time>", "the same");
}

/** The filter as the admin API takes it. */
export function auditQuery(
  { actor, action, target, since, until }: AuditFilterOptions,
  nowMs: number,
): URLSearchParams {
  const instant = (option: string, text: string) => new Date(momentOf(option, text, nowMs)).toISOString();
  return new URLSearchParams({
    ...(actor !== undefined && { actor }),
    ...(action !== undefined && { action }),
    ...(target !== undefined && { target }),
    ...(since !== undefined && { from: instant("--since", since) }),
    ...(until !== undefined && { to: instant("--until", until) }),
  });
}
