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
};

const batchSize = 200;

export function openConfirms(store: Pick<IntakeStore, "confirm">): Confirms {
  const open = new Set<string>();
  const write = groupCommit<string, void>(
    async (ids) => {
      await store.confirm(ids);
      return ids.map(() => undefined);
    },
    { max: batchSize },
  );
  return {
    note(id) {
      open.add(id);
      const close = () => void open.delete(id);
      void write(id).then(close, close);
    },
    isOpen: (id) => open.has(id),
  };
}
