import { useQuery } from "@tanstack/react-query";
import type { Problem } from "../../api/problem.ts";
import { read } from "../../api/queries.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { Loaded } from "../../parts/empty.tsx";
import { ReplayWizard } from "../../replays/replay-wizard.tsx";

type AgainProps = { readonly id: string; readonly onClose: () => void };

/** Replays those of a replay that failed again: exactly those, by their ids. */
export function ReplayFailedAgain({ id, onClose }: AgainProps) {
  const ids = useQuery<readonly string[], Problem>({
    queryKey: ["failed again", id],
    queryFn: ({ signal }) => failedAgainOf(id, signal),
    gcTime: 0,
  });
  if (ids.data) {
    return <ReplayWizard scope={{ ids: ids.data, words: "that failed again" }} onClose={onClose} />;
  }
  return (
    <Dialog title="Replay what failed again" onClose={onClose}>
      <Loaded of={ids}>{() => null}</Loaded>
    </Dialog>
  );
}

/** The API takes so many ids in one replay. */
const atMost = 10_000;

async function failedAgainOf(id: string, signal: AbortSignal): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { state: "failedAgain", limit: 200, cursor };
    const page = await read("/api/v1/replays/{id}/items", { path: { id }, query }, signal);
    ids.push(...page.data.map((item) => item.id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && ids.length < atMost);
  return ids.slice(0, atMost);
}
