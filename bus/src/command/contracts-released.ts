import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ReleasedContract } from "@spindlebus/contracts";
import { messageOf, wrongUsage } from "./failure.ts";

/** Where a repository keeps the snapshots of its released contracts. */
export const releasedDir = "contracts/released";

/** The released contracts of a folder, one file each. @throws CommandFailure where one cannot be read */
export function readReleased(dir: string): readonly ReleasedContract[] {
  if (!existsSync(dir))
    throw wrongUsage(`${dir} does not exist: --released names the folder of the snapshots.`);
  const files = readdirSync(dir).filter((file) => file.endsWith(".json"));
  return files.toSorted().map((file) => read(join(dir, file)));
}

function read(file: string): ReleasedContract {
  try {
    return ReleasedContract.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    throw wrongUsage(`${file} is not a released contract: ${messageOf(cause)}`);
  }
}

/** Writes files into a folder, which is made where it is missing. */
export function writeFiles(dir: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(dir, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
}
