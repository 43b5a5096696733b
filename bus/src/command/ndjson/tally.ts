import type { LineBatch } from "./batches.ts";

/** How far the lines are. */
export type Count = {
  readonly accepted: number;
  /** Accepted, and known to the bus before. */
  readonly duplicates: number;
  readonly refused: number;
  /** Lines before it are answered; what is not may be sent again, under the same ids. */
  readonly nextLine: number;
  /** Bytes of the stream up to the last line that was taken up. */
  readonly position: number;
};

/** Counts what becomes of lines while several batches are under way. */
export type Tally = {
  begin(batch: LineBatch): void;
  end(batch: LineBatch, more: Pick<Count, "accepted" | "duplicates" | "refused">): void;
  count(): Count;
};

/** Begins at a line. */
export function openTally(fromLine: number): Tally {
  const open = new Set<LineBatch>();
  let count = { accepted: 0, duplicates: 0, refused: 0 };
  let after = fromLine;
  let position = 0;
  return {
    begin(batch) {
      open.add(batch);
      after = Math.max(after, batch.lastLine + 1);
      position = Math.max(position, batch.end);
    },
    end(batch, more) {
      open.delete(batch);
      count = {
        accepted: count.accepted + more.accepted,
        duplicates: count.duplicates + more.duplicates,
        refused: count.refused + more.refused,
      };
    },
    count: () => ({
      ...count,
      nextLine: Math.min(after, ...[...open].map(({ firstLine }) => firstLine)),
      position,
    }),
  };
}
