import type { IntakeRow, IntakeStore } from "../intake/store.ts";
import type { IntakeFailure } from "./intake-failure.ts";

type MemoryIntakeStore = IntakeStore & {
  readonly rows: ReadonlyMap<string, IntakeRow>;
  /** How many rows each commit had. */
  readonly commits: readonly number[];
};

/** What the intake keeps, in memory. */
export function memoryIntakeStore(): MemoryIntakeStore {
  const rows = new Map<string, IntakeRow>();
  const commits: number[] = [];
  const confirmed = new Set<string>();
  return {
    rows,
    commits,
    register: (given) => {
      commits.push(given.length);
      return Promise.resolve(
        given.map((row) => {
          const key = `${row.draft.message.source}\n${row.draft.message.sourceId}`;
          const before = rows.get(key);
          if (!before) rows.set(key, row);
          const { id, routes, digest } = before ?? row;
          const sameDigest = Buffer.from(digest).equals(row.digest);
          return { id, fresh: !before, routes, confirmed: confirmed.has(id), sameDigest };
        }),
      );
    },
    confirm: (ids) => {
      for (const id of ids) confirmed.add(id);
      return Promise.resolve();
    },
  };
}

/** Where what could not be taken in goes, in memory. */
export function memoryFailures() {
  const failures: IntakeFailure[] = [];
  const record = (failure: IntakeFailure) => {
    const same = (other: IntakeFailure) =>
      other.source === failure.source && Buffer.from(other.body).equals(failure.body);
    const before = failures.findIndex(same);
    if (before < 0) failures.push(failure);
    const number = before < 0 ? failures.length - 1 : before;
    return { id: `0190a000-0000-7000-8000-${String(number).padStart(12, "0")}`, duplicate: before >= 0 };
  };
  return { failures, record };
}
