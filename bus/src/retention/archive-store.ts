import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Where days of the ledger are written before they are dropped. Names are paths with `/`; what is put twice is replaced. */
export type ArchiveStore = {
  /** What its names begin with, for people. */
  readonly prefix: string;
  /** Resolves when the bytes are safe. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** The bytes, or undefined where there are none. */
  get(name: string): Promise<Uint8Array | undefined>;
};

/** An archive in a folder of this machine, or one that is mounted here. */
export function folderArchive(folder: string): ArchiveStore {
  return {
    prefix: `${folder}/`,
    async put(name, bytes) {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      // Whoever dies while writing leaves no half of it under its name.
      const made = `${path}.${randomUUID()}`;
      await writeFile(made, bytes, { flush: true });
      await rename(made, path);
    },
    get: (name) =>
      readFile(join(folder, name)).catch((error: unknown) => {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
        throw error;
      }),
  };
}
