import { Command, InvalidArgumentError } from "commander";

/** A command with what all of them have in common. */
export function command(name: string, summary: string): Command {
  return new Command(name).description(summary).option("--json", "print JSON, one value a line");
}

/** A command that only holds others. It has no options: it would take theirs, wherever they are typed. */
export function commandGroup(name: string, summary: string): Command {
  return new Command(name).description(summary);
}

/** The options that every command has. */
export type CommonOptions = { readonly json?: boolean };

/** Reads an option that is a whole number of at least `least`. */
export const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`It must be a whole number, ${least} or more.`);
  };

/** Reads an option that may be given several times. */
export const each = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];
