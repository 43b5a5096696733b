import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { CommandFailure, exitCodes } from "../failure.ts";
import type { Print } from "../print.ts";
import type { LineRefusal } from "./line-event.ts";

/** Where refused lines go. */
export type Rejects = {
  add(refusals: readonly LineRefusal[]): Promise<void>;
  close(): Promise<void>;
};

/**
 * A file of refused lines: `{ line, problem, event }`, one a line. It may hold what is personal, so only its owner may read it.
 * @throws CommandFailure where it cannot be written
 */
export async function rejectsFile(path: string, { append }: { readonly append: boolean }): Promise<Rejects> {
  const file = createWriteStream(path, { flags: append ? "a" : "w", mode: 0o600 });
  const opened = once(file, "open");
  await opened.catch((cause: unknown) => {
    throw new CommandFailure("The file for refused lines cannot be written", exitCodes.usage, { cause });
  });
  return {
    add: async (refusals) => {
      for (const refusal of refusals) {
        if (!file.write(`${JSON.stringify(refusal)}\n`)) await once(file, "drain");
      }
    },
    close: async () => {
      file.end();
      await once(file, "close");
    },
  };
}

const most = 20;
const faults = 3;

/** Tells of the first refused lines on standard error, by number and pointer; of the others how many they are. */
export function rejectsTold(print: Pick<Print, "note">): Rejects {
  let told = 0;
  return {
    add: async (refusals) => {
      for (const refusal of refusals.slice(0, Math.max(0, most - told))) print.note(words(refusal));
      told += refusals.length;
    },
    close: async () => {
      if (told > most) print.note(`and ${told - most} more; --rejects <file> keeps them all`);
    },
  };
}

function words({ line, problem }: LineRefusal): string {
  const each = problem.errors.slice(0, faults).map(({ pointer, detail }) => `${pointer || "/"} ${detail}`);
  const more = problem.errors.length > faults ? `; and ${problem.errors.length - faults} more` : "";
  return `line ${line}  ${each.length > 0 ? each.join("; ") : problem.detail}${more}`;
}
