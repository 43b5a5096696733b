import type { GroupDetail } from "../../groups/group.ts";
import { Section } from "../../parts/page.tsx";
import { Badge, type Tone } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";

type Kind = GroupDetail["changes"][number]["kind"];

const kinds: Readonly<Record<Kind, readonly [words: string, tone: Tone]>> = {
  adapterVersion: ["Version", "busy"],
  circuitOpened: ["Circuit", "bad"],
  alert: ["Alert", "bad"],
  alertEnded: ["Alert ended", "good"],
  act: ["Act", "none"],
};

/** What was recorded about its connection near the time when it was first seen. */
export function Changes({ group: { changes } }: { readonly group: GroupDetail }) {
  return (
    <Section title="What changed within an hour of its beginning">
      {changes.length === 0 ? (
        <p className="faint">Nothing was recorded about its connection then.</p>
      ) : (
        <ul className="stack-s">
          {changes.map(({ at, kind, title, actor, reason }) => (
            <li key={`${at} ${title}`} className="row">
              <Time at={at} />
              <Badge tone={kinds[kind][1]}>{kinds[kind][0]}</Badge>
              <span>{title}</span>
              {actor !== null && <span className="faint">by {actor}</span>}
              {reason !== null && <span className="faint">{reason}</span>}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
