import { groupCommit } from "../group-commit.ts";
import type { IntakeStore } from "./store.ts";

/** Notes what the broker has confirmed, behind the answers. */
export type Confirms = {
  /**
   * Begins to note it. Nobody waits for that, and nothing hangs on it: what is not noted is published once more by the
   * scheduler, under the same id, as if this process had ended here.
   */
  note(id: string): void;
  /** Whether it is confirmed although the store may not say so yet. */
  isOpen(id: string): boolean;
  /** Resolves when what was noted so far is written, or cannot be. */
  written(): Promise<void>;
};

const batchSize = 200;

export function openConfirms(store: Pick<IntakeStore, "confirm">): Confirms {
  const open = new Map<string, Promise<void>>();
  const write = groupCommit<string, void>(
    async (ids) => {
      await store.confirm(ids);
      return ids.map(() => undefined);
    },
    { max: batchSize },
  );
  return {
    note(id) {
      const close = () => void open.delete(id);
      open.set(id, write(id).then(close, close));
    },
    isOpen: (id) => open.has(id),
    written: async () => void (await Promise.all(open.values())),
  };
}
