import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { AnyAdapter } from "../adapter/index.ts";
import { wrongUsage } from "./failure.ts";

/** Where adapters are, seen from the folder that the command runs in. */
export const adaptersDir = "adapters";

/** The folders of the adapters that have this file; those below `adapters/` where none is named. */
export function adapterFolders(given: readonly string[], file: string): readonly string[] {
  const folders = given.length > 0 ? given.map((each) => folderOf(each, file)) : found(adaptersDir, file);
  if (folders.length === 0)
    throw wrongUsage(`No folder below ${adaptersDir}/ has a ${file}. Name an adapter, or its folder.`);
  return folders;
}

/** A folder, or the name of one below `adapters/`. */
function folderOf(given: string, file: string): string {
  const places = [given, join(adaptersDir, given)];
  const folder = places.find((each) => existsSync(join(each, file)));
  if (folder !== undefined) return folder;
  const there = places.find((each) => existsSync(each));
  const known = found(adaptersDir, file).map((each) => each.slice(adaptersDir.length + 1));
  throw wrongUsage(
    there === undefined
      ? `There is no adapter "${given}"${known.length > 0 ? `; there are ${known.join(", ")}` : ""}. It is one with a ${file}.`
      : `${there} has no ${file}; see docs/reference/adapter-kit.md.`,
  );
}

/** The folders below this one that have the file, by name. */
function found(dir: string, file: string): readonly string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .map((name) => join(dir, name))
    .filter((folder) => existsSync(join(folder, file)))
    .toSorted();
}

/** The adapter that a folder holds. */
export async function adapterIn(folder: string): Promise<AnyAdapter> {
  const file = resolve(folder, "src/index.ts");
  const { default: adapter } = (await import(pathToFileURL(file).href)) as { readonly default: AnyAdapter };
  return adapter;
}
