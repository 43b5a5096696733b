import { appendFileSync } from "node:fs";
import type { Fault, OperatorAct, Told } from "../checker/history.ts";

/** What the runner itself notes while a schedule runs, in memory for the checker and as JSONL for people. */
export type Logbook = {
  readonly told: Told[];
  readonly acts: OperatorAct[];
  readonly faults: Fault[];
  tell(told: Omit<Told, "atMs">): void;
  act(act: Omit<OperatorAct, "atMs">): void;
  /** Notes a fault from `atMs`, or from now, until now where it is over. */
  fault(fault: Omit<Fault, "atMs"> & { readonly atMs?: number }): void;
};

/** Opens a logbook that also writes to a file. */
export function openLogbook(file: string): Logbook {
  const write = (kind: string, entry: object) =>
    appendFileSync(file, `${JSON.stringify({ kind, ...entry })}\n`);
  const book: Logbook = {
    told: [],
    acts: [],
    faults: [],
    tell(told) {
      const entry = { atMs: Date.now(), ...told };
      book.told.push(entry);
      write("told", entry);
    },
    act(act) {
      const entry = { atMs: Date.now(), ...act };
      book.acts.push(entry);
      write("act", entry);
    },
    fault(fault) {
      const entry = { atMs: Date.now(), ...fault };
      book.faults.push(entry);
      const { kind, ...rest } = entry;
      write("fault", { fault: kind, ...rest });
    },
  };
  return book;
}
