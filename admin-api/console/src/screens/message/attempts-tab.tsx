import { outcomeOf } from "../../messages/timeline.ts";
import type { Attempt } from "../../messages/use-message.ts";
import { Empty } from "../../parts/empty.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { Badge } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";
import { durationOf } from "../../parts/words.ts";

const columns: readonly Column<Attempt>[] = [
  { name: "n", words: "Attempt", isNumber: true, cell: ({ n }) => n },
  { name: "at", words: "Started", cell: ({ startedAt }) => <Time at={startedAt} /> },
  { name: "outcome", words: "Outcome", cell: ({ outcome }) => <Outcome outcome={outcome} /> },
  { name: "took", words: "Took", isNumber: true, cell: ({ durationMs }) => durationOf(durationMs) },
  {
    name: "error",
    words: "Error",
    isWide: true,
    cell: ({ code, message }) => [code, message].filter(Boolean).join(" ") || "–",
  },
  {
    name: "worker",
    words: "Worker",
    isMinor: true,
    cell: ({ worker }) => <span className="mono nowrap">{worker}</span>,
  },
  {
    name: "adapter",
    words: "Adapter",
    isMinor: true,
    cell: ({ adapterVersion }) => <span className="mono">{adapterVersion}</span>,
  },
];

function Outcome({ outcome }: { readonly outcome: string }) {
  const [words, tone] = outcomeOf(outcome);
  return <Badge tone={tone}>{words}</Badge>;
}

/** Every attempt of every life, the newest on top. */
export function AttemptsTab({ attempts }: { readonly attempts: readonly Attempt[] }) {
  if (attempts.length === 0)
    return <Empty title="Nothing was tried yet">A worker tries it when its token comes.</Empty>;
  return (
    <List
      label="Attempts"
      rows={attempts}
      columns={columns}
      idOf={({ generation, n }) => `${generation}-${n}`}
    />
  );
}
