import { Link } from "@tanstack/react-router";
import type { FailureDetail, HistoryEntry, Message } from "../../messages/use-message.ts";
import { Empty } from "../../parts/empty.tsx";
import { Time } from "../../parts/time.tsx";
import { OutcomeBadge } from "../../replays/outcome-badge.tsx";
import { CauseGraph } from "./cause-graph.tsx";
import "./related-tab.css";

type Related = NonNullable<Message["causedBy"]>;
type Props = {
  readonly message: Message;
  readonly failure: FailureDetail | undefined;
  readonly history: readonly HistoryEntry[];
};

/** What led to a message and what it led to, its replays, and what took its place. */
export function RelatedTab({ message, failure, history }: Props) {
  const { causedBy, causes, begot, id, type } = message;
  const causeWords = (cause: Related, index: number) =>
    cause.id === causedBy?.id ? "Caused by" : index === 0 ? "Began with" : "Then";
  const replays = history.flatMap(({ replay, at, reason }) => (replay ? [{ ...replay, at, reason }] : []));
  return (
    <div className="stack">
      <section className="stack-s" aria-label="Chain of causes">
        <h2>Chain of causes</h2>
        <CauseGraph cause={causedBy} self={{ id, type }} begot={begot} />
        <ul className="related-list">
          {causes.map((each, index) => (
            <Relation key={each.id} words={causeWords(each, index)} message={each} />
          ))}
          {begot.map((each) => (
            <Relation key={each.id} words="Led to" message={each} />
          ))}
        </ul>
        {!causedBy && begot.length === 0 && (
          <Empty title="It stands alone">No message led to it, and none has come of it.</Empty>
        )}
      </section>
      {failure?.state === "superseded" && (
        <section className="stack-s" aria-label="Superseded">
          <h2>Superseded</h2>
          <p>{failure.reason ?? "A newer state was applied before it."}</p>
        </section>
      )}
      {replays.length > 0 && (
        <section className="stack-s" aria-label="Replays">
          <h2>Replays</h2>
          <ul className="related-list">
            {replays.map(({ id: replay, at, item, reason }) => (
              <li key={`${replay} ${at}`}>
                <OutcomeBadge state={item} />
                <Link to="/replays/$id" params={{ id: replay }}>
                  {reason ?? replay}
                </Link>
                <Time at={at} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

const Relation = ({
  words,
  message: { id, type, acceptedAt },
}: {
  readonly words: string;
  readonly message: Related;
}) => (
  <li>
    <span className="faint">{words}</span>
    <Link to="/messages/$id" params={{ id }} className="mono">
      {type}
    </Link>
    <Time at={acceptedAt} />
  </li>
);
