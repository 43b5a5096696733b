import type { Answer } from "../api/queries.ts";
import { durationOf } from "../parts/words.ts";
import "../parts/list.css";

type Totals = Answer<"/api/v1/statistics">["totals"];
type Percentiles = NonNullable<Totals["durationMs"]>;

const shares = ["p50", "p95", "p99"] as const;

/** How long it took in the window: of a hundred, so many took no longer. */
export function Times({ totals: { durationMs, criticalMs } }: { readonly totals: Totals }) {
  if (!durationMs && !criticalMs) return null;
  return (
    <div className="list-scroll" tabIndex={-1}>
      <table className="list" aria-label="How long it took">
        <thead>
          <tr>
            <th scope="col">How long it took</th>
            {shares.map((share) => (
              <th key={share} scope="col" className="right">
                {share}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Line words="One try, with all its steps" times={durationMs} />
          <Line words="From the message's acceptance until it is settled" times={criticalMs} />
        </tbody>
      </table>
    </div>
  );
}

function Line({ words, times }: { readonly words: string; readonly times: Percentiles | null }) {
  return (
    <tr>
      <td className="wide">{words}</td>
      {shares.map((share) => (
        <td key={share} className="numbers right" data-words={share}>
          {times ? durationOf(times[share]) : "–"}
        </td>
      ))}
    </tr>
  );
}
