import { Progress } from "../../parts/progress.tsx";
import { QueryLink } from "../../parts/query-link.tsx";
import { countOf, durationOf, percentOf } from "../../parts/words.ts";
import { endedOf, endedParts, outcomes, type Replay } from "../../replays/outcomes.ts";
import { leftMs, rateNow, type Sample } from "../../replays/rates.ts";
import "./standing.css";

type StandingProps = { readonly replay: Replay; readonly samples: readonly Sample[] };

/** How far it is: a bar, how long still, and how many are where; each number filters the items. */
export function Standing({ replay, samples }: StandingProps) {
  const { selected, ramp, rampStep, reading } = replay;
  const ended = endedOf(replay);
  return (
    <section className="stack-s" aria-label="Progress">
      <Progress label="Progress" total={selected} parts={endedParts(replay)} />
      <p className="numbers standing-line">
        <strong>
          {countOf(ended)} of {countOf(selected)}
        </strong>{" "}
        <span>{percentOf(selected === 0 ? 1 : ended / selected)}</span>
        {reading && <span>the journal is still being read, more may come</span>}
        {ramp !== null && ramp.length > 1 && (
          <span>
            step {Math.min(rampStep + 1, ramp.length)} of {ramp.length}: {ramp.map(stepWords).join(" → ")}
          </span>
        )}
        <span>{speedOf(replay, samples)}</span>
      </p>
      <ul className="standing">
        {outcomes.map(({ state, words, tone }) => (
          <li key={state}>
            <QueryLink set={{ state, cursor: undefined }} className="standing-count">
              <span className={`numbers standing-number ${replay[state] > 0 ? tone : "none"}`}>
                {countOf(replay[state])}
              </span>
              <span className="faint">{words}</span>
            </QueryLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

const stepWords = (step: number | "rest"): string => (step === "rest" ? "the rest" : countOf(step));

/** How fast it goes, and how long what is left takes at that. */
function speedOf(replay: Replay, samples: readonly Sample[]): string {
  const { state, ratePerSecond, pending, inFlight, waiting } = replay;
  const limit = ratePerSecond === null ? "no limit of its own" : `at most ${countOf(ratePerSecond)}/s`;
  if (state !== "running") return limit;
  const perSecond = rateNow(samples);
  const left = leftMs(pending + inFlight + waiting, perSecond);
  if (perSecond === undefined || left === undefined) return limit;
  return `${perSecond.toFixed(1)}/s now, ${limit}, about ${durationOf(left)} to go`;
}
