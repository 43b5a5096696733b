import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readExactly, writeExactly } from "../mending/exact-tree.ts";
import { CommandFailure } from "./failure.ts";
import type { Host } from "./host.ts";

/** JSON as the person at the terminal has changed it, numbers digit for digit. The file is theirs alone, and gone afterwards. */
export async function edited({ edit }: Host, text: string): Promise<string> {
  if (!edit)
    throw new CommandFailure("There is no terminal to edit in: give --file, --patch or --merge-patch.");
  const folder = mkdtempSync(join(tmpdir(), "spindle-edit-"));
  const file = join(folder, "data.json");
  try {
    writeFileSync(file, laidOut(text), { mode: 0o600 });
    await edit(file);
    return readFileSync(file, "utf8").trimEnd();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function laidOut(text: string): string {
  try {
    return `${writeExactly(readExactly(text), 2)}\n`;
  } catch {
    // What is no JSON is mended as it came.
    return text;
  }
}
