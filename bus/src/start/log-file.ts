import { appendFileSync, renameSync, statSync } from "node:fs";

const largestBytes = 20_000_000;

/** A log on disk that never takes more than two files of 20 MB: the current one and, as `….old`, the one before. */
export class LogFile {
  readonly path: string;
  #bytes: number;

  constructor(path: string) {
    this.path = path;
    this.#bytes = sizeOf(path);
  }

  append(line: string): void {
    if (this.#bytes > largestBytes) {
      renameSync(this.path, `${this.path}.old`);
      this.#bytes = 0;
    }
    appendFileSync(this.path, `${line}\n`, { mode: 0o600 });
    this.#bytes += Buffer.byteLength(line) + 1;
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
