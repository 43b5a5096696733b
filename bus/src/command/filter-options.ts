import type { Command } from "commander";
import { failureStates } from "../operations/failures.ts";

/** Adds the options that choose failures. */
export function filterOptions(to: Command): Command {
  return to
    .option("--state <states>", `only in these states, with commas between: ${failureStates.join(", ")}`)
    .option("--route <route>", "only of this route")
    .option("--connection <id>", "only of this connection")
    .option("--type <type>", "only messages of this type")
    .option("--group <id>", "only of this failure group")
    .option("--of-groups <terms>", "only of groups that these terms find, such as 'state:open code:card*'")
    .option("--entity-key <key>", "only messages about this entity")
    .option("--reference <id>", "only of this business or vendor id")
    .option("--code <code>", "only with this error code; card* is how it begins")
    .option("--attempts <range>", "only with so many attempts: 3, >3, <=3 or 2..5")
    .option("--payload-value <path:value>", "only with this value at a path that the contract indexes")
    .option("--day <day>", "only of messages that were accepted on this UTC day, such as 2026-11-23")
    .option("--from <instant>", "only what last failed at or after, RFC 3339")
    .option("--to <instant>", "only what last failed before, RFC 3339")
    .option(
      "--q <query>",
      `terms such as 'state:dead code:card* attempts:>3 payload.orderId:123 "free text"'`,
    );
}
