import type { components } from "../../api/schema.gen.ts";
import { countOf, durationOf, manyOf } from "../../parts/words.ts";

type Backfill = components["schemas"]["BackfillPreview"];
type Reapply = components["schemas"]["ReapplyPreview"];

/** What a look has found. */
export type Seen = Backfill | Reapply;

/** How many would be sent, as far as that is known. */
export const countIn = (seen: Seen): number =>
  "applied" in seen ? seen.applied : seen.messages - seen.known;

/** What would be sent, and what that would do. */
export const FeedPreview = ({ seen }: { readonly seen: Seen }) =>
  "applied" in seen ? <ReapplySeen seen={seen} /> : <BackfillSeen seen={seen} />;

const ReapplySeen = ({ seen: { applied, twice, idempotency } }: { readonly seen: Reapply }) => (
  <section className="stack-s" aria-label="What it would be">
    <h3>{manyOf(applied, "applied delivery", "applied deliveries")}</h3>
    <p>{twice}</p>
    <p className="faint">The operation is idempotent by: {idempotency}.</p>
  </section>
);

function BackfillSeen({ seen: { messages, known, days, seconds, sample } }: { readonly seen: Backfill }) {
  return (
    <section className="stack-s" aria-label="What it would be">
      <h3>
        {manyOf(messages, "message")}, {countOf(known)} of them known to the route already
      </h3>
      {seconds !== null && seconds > 0 && <p>About {durationOf(seconds * 1_000)} at this rate.</p>}
      <ul>
        {days.map(({ day, type, count }) => (
          <li key={`${day} ${type}`} className="wizard-verdict">
            <span className="wizard-count numbers">{countOf(count)}</span> {type} on {day}
          </li>
        ))}
      </ul>
      {sample.looked > 0 && <p>Of the newest {countOf(sample.looked)}:</p>}
      <ul>
        {sample.becomes.map(({ what, count }) => (
          <li key={what} className="wizard-verdict">
            <span className="wizard-count numbers">{countOf(count)}</span> {what}
          </li>
        ))}
      </ul>
    </section>
  );
}
