import { Recording } from "./recording.ts";
import type { Rerun } from "./rerun.ts";

/** What is expected of a recording; parts of it are enough. */
export type Expected = { readonly [Part in keyof Rerun]?: unknown };

/** Stands for an expectation that nobody has decided upon yet. */
export const undecided: Expected | undefined = undefined;

/** The expectation. @throws Error that says what to decide, as long as nobody has */
export function decided(expected: Expected | undefined, recorded: unknown): Expected {
  if (expected !== undefined) return expected;
  const { ended, toFill, adapter } = Recording.parse(recorded);
  const said = [ended.outcome, ended.code, ended.message].filter(Boolean).join(", ").replace(/\.$/, "");
  const gaps = toFill.map((gap) => `\n  - ${gap}`).join("");
  throw new Error(
    `Decide what should come of this failure of ${adapter}: put it in place of "undecided" in this file. Then it was: ${said}.` +
      (gaps && `\nThe fixture is not what the vendor sent in every place; look at:${gaps}`),
  );
}
