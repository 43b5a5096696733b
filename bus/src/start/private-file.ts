import { chmodSync, mkdirSync, renameSync, writeFileSync } from "node:fs";

/** Makes a folder, or an existing one, one that only its owner can enter. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}

/** Writes a file that only its owner can read, whole or not at all. */
export function writePrivately(file: string, content: string): void {
  const unfinished = `${file}.new`;
  writeFileSync(unfinished, content, { mode: 0o600 });
  renameSync(unfinished, file);
}
