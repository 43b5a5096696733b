import { useState } from "react";
import { ExcerptView } from "../../messages/excerpt-view.tsx";
import { outcomeOf } from "../../messages/timeline.ts";
import type { Attempt } from "../../messages/use-message.ts";
import { Button } from "../../parts/button.tsx";
import { Empty } from "../../parts/empty.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { Badge } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";
import { durationOf } from "../../parts/words.ts";
import { newsIn } from "./attempt-news.ts";

const idOf = ({ generation, n }: Attempt) => `${generation}-${n}`;

/** Every attempt of every life, the newest on top, each with what it has new against the one before. */
export function AttemptsTab({ attempts }: { readonly attempts: readonly Attempt[] }) {
  const [openId, setOpenId] = useState<string>();
  if (attempts.length === 0)
    return <Empty title="Nothing was tried yet">A worker tries it when its token comes.</Empty>;
  const open = attempts.find((attempt) => idOf(attempt) === openId);
  return (
    <div className="stack">
      <List
        label="Attempts"
        rows={attempts}
        columns={columnsFor(attempts)}
        idOf={idOf}
        current={openId}
        actions={(attempt) => (
          <Button
            kind="quiet"
            aria-expanded={openId === idOf(attempt)}
            onClick={() => setOpenId(openId === idOf(attempt) ? undefined : idOf(attempt))}
          >
            Exchange
          </Button>
        )}
      />
      {open && (
        <ExcerptView
          title={`Attempt ${open.n}`}
          at={open.startedAt}
          request={open.request}
          response={open.response}
        />
      )}
    </div>
  );
}

const columnsFor = (attempts: readonly Attempt[]): readonly Column<Attempt>[] => [
  {
    name: "n",
    words: "Attempt",
    cell: ({ n, generation }) => (generation > 0 ? `${n}, life ${generation + 1}` : n),
  },
  { name: "at", words: "Started", cell: ({ startedAt }) => <Time at={startedAt} /> },
  { name: "outcome", words: "Outcome", cell: ({ outcome }) => <Outcome outcome={outcome} /> },
  { name: "took", words: "Took", isNumber: true, cell: ({ durationMs }) => durationOf(durationMs) },
  {
    name: "error",
    words: "Error, where it is new",
    isWide: true,
    cell: (attempt) => <News attempt={attempt} before={attempts[attempts.indexOf(attempt) + 1]} />,
  },
  { name: "worker", words: "Worker", isMinor: true, cell: ({ worker }) => <Mono text={worker} /> },
  {
    name: "adapter",
    words: "Adapter",
    isMinor: true,
    cell: ({ adapterVersion }) => <Mono text={adapterVersion} />,
  },
];

const Mono = ({ text }: { readonly text: string }) => <span className="mono nowrap">{text}</span>;

function Outcome({ outcome }: { readonly outcome: string }) {
  const [words, tone] = outcomeOf(outcome);
  return <Badge tone={tone}>{words}</Badge>;
}

/** An error that repeats is said once: what differs stands out. */
function News({ attempt, before }: { readonly attempt: Attempt; readonly before: Attempt | undefined }) {
  const news = newsIn(attempt, before);
  if (news === "none") return <span className="faint">–</span>;
  if (news === "same") return <span className="faint">as before</span>;
  return (
    <span title={news.map(({ text }) => text).join("")}>
      {news.map(({ text, isNew }, index) => (isNew ? <mark key={index}>{text}</mark> : text))}
    </span>
  );
}
