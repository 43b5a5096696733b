import { ActDialog } from "../parts/act-dialog.tsx";
import { manyOf } from "../parts/words.ts";

/** What can be done with the head of a lane. */
export type LaneAct = "retry" | "skip" | "release";

const words = {
  retry: { title: "Retry the head", verb: "Retry", done: "The head is due now" },
  skip: { title: "Skip the head", verb: "Skip it", done: "The head was discarded; the lane goes on" },
  release: {
    title: "Release the head",
    verb: "Release it",
    done: "The head left the lane; it is still a failure",
  },
} as const;

type Lane = { readonly id: string; readonly key: string; readonly depth: number };

/** Asks before the head of a lane is retried, skipped or taken out. */
export function LaneActs({
  lane,
  act,
  onClose,
}: {
  readonly lane: Lane;
  readonly act: LaneAct;
  readonly onClose: () => void;
}) {
  const { title, verb, done } = words[act];
  return (
    <ActDialog
      title={`${title} of ${lane.key}`}
      verb={verb}
      kind={act === "skip" ? "danger" : "primary"}
      done={done}
      act={(reason) => ({
        method: "POST",
        path: `lanes/${encodeURIComponent(lane.id)}/${act}`,
        body: { reason },
      })}
      onClose={onClose}
    >
      <p>{effectOf(act, lane)}</p>
    </ActDialog>
  );
}

function effectOf(act: LaneAct, { depth }: Lane): string {
  const behind =
    depth > 1 ? `${manyOf(depth - 1, "delivery", "deliveries")} behind it` : "what comes after it";
  switch (act) {
    case "retry":
      return `It is sent again, with the same key at the vendor. If it succeeds, ${behind} follow in order.`;
    case "skip":
      return `It is discarded and can be restored. ${capital(behind)} go on without it.`;
    case "release":
      return `It stays a failure, outside of the lane, and can be replayed alone, out of order. ${capital(behind)} go on.`;
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
