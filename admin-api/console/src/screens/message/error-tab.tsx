import { Link } from "@tanstack/react-router";
import { ExcerptView } from "../../messages/excerpt-view.tsx";
import { outcomeOf } from "../../messages/timeline.ts";
import type { Attempt, FailureDetail } from "../../messages/use-message.ts";
import { Empty } from "../../parts/empty.tsx";
import { Facts } from "../../parts/page.tsx";
import { Badge } from "../../parts/state.tsx";

type Props = { readonly failure: FailureDetail; readonly attempts: readonly Attempt[] };

/** What went wrong last: its class and words, what was sent, and what came back. */
export function ErrorTab({ failure: { error, groupId, reason }, attempts }: Props) {
  const failed = attempts.find(({ code, message }) => code !== null || message !== null);
  if (error === null && !failed)
    return <Empty title="Nothing has gone wrong">On this route it has never failed.</Empty>;
  const [words, tone] = outcomeOf(failed?.outcome ?? "rejected");
  return (
    <div className="stack">
      <h2>{error?.message ?? failed?.message}</h2>
      <Facts
        facts={[
          ["Class", failed && <Badge tone={tone}>{words}</Badge>],
          ["Code", <code key="code">{error?.code ?? failed?.code}</code>],
          ["Why it stands as it does", reason ?? undefined],
          [
            "Group",
            groupId !== null && (
              <Link to="/failures/$groupId" params={{ groupId }}>
                All failures like this
              </Link>
            ),
          ],
          ["What to do", error?.runbook && <Runbook url={error.runbook} />],
        ]}
      />
      {failed && (
        <ExcerptView
          title={`Attempt ${failed.n}`}
          at={failed.startedAt}
          request={failed.request}
          response={failed.response}
        />
      )}
    </div>
  );
}

const Runbook = ({ url }: { readonly url: string }) => (
  <a href={url} target="_blank" rel="noreferrer">
    Runbook
  </a>
);
