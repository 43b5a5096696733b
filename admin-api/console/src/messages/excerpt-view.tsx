import { Time } from "../parts/time.tsx";
import { excerptOf } from "./excerpt.ts";
import "./excerpt-view.css";

type Props = {
  readonly title: string;
  readonly at?: string;
  readonly request: unknown;
  /** Left out where there cannot be one yet. */
  readonly response?: unknown;
};

/** What went to a vendor and what came back, as far as it is kept: personal values are hidden. */
export function ExcerptView(props: Props) {
  const { title, at, request, response } = props;
  return (
    <section className="stack-s" aria-label={title}>
      <h3>
        {title}
        {at !== undefined && (
          <span className="faint">
            {" "}
            <Time at={at} />
          </span>
        )}
      </h3>
      <div className="excerpts">
        <Part words="Request" recorded={request} none="No request was recorded: none left." />
        {"response" in props && (
          <Part words="Response" recorded={response} none="No response was recorded: none came." />
        )}
      </div>
    </section>
  );
}

function Part({
  words,
  recorded,
  none,
}: {
  readonly words: string;
  readonly recorded: unknown;
  readonly none: string;
}) {
  const excerpt = excerptOf(recorded);
  return (
    <div className="excerpt">
      <h4>{words}</h4>
      {excerpt === undefined ? (
        <p className="faint">{none}</p>
      ) : (
        <pre tabIndex={0} aria-label={words}>
          <strong>{excerpt.line}</strong>
          {excerpt.headers.map(([name, value]) => `\n${name}: ${value}`).join("")}
          {excerpt.body !== undefined && `\n\n${excerpt.body}`}
        </pre>
      )}
    </div>
  );
}
