import { Option, type Command } from "commander";
import { failureStates } from "../operations/failures.ts";

/** Adds the options that choose failures. */
export function filterOptions(to: Command): Command {
  return to
    .addOption(new Option("--state <state>", "only in this state").choices(failureStates))
    .option("--route <route>", "only of this route")
    .option("--connection <id>", "only of this connection")
    .option("--type <type>", "only messages of this type")
    .option("--group <id>", "only of this failure group")
    .option("--q <text>", "only with this text in error or entity key");
}
