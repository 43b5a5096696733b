import { Time } from "../parts/time.tsx";
import type { Happening } from "./timeline.ts";
import "./timeline-view.css";

/** The life of a delivery, from its publication down to what it waits for. */
export function TimelineView({ happenings }: { readonly happenings: readonly Happening[] }) {
  return (
    <ol className="timeline">
      {happenings.map(({ at, words, tone, detail, by, isAhead }, index) => (
        <li key={index} className={isAhead ? "timeline-item ahead" : "timeline-item"}>
          <span className={`timeline-dot ${tone}`} aria-hidden="true" />
          <div className="timeline-head">
            <span className="timeline-words">{words}</span>
            <span className="faint">
              <Time at={at} />
            </span>
          </div>
          {by !== undefined && <p className="timeline-detail">by {by}</p>}
          {detail !== undefined && <p className="timeline-detail">{detail}</p>}
        </li>
      ))}
    </ol>
  );
}
