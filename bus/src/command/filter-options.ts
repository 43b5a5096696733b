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
    .option("--q <text>", "only with this text in error or entity key");
}
