import { Link } from "@tanstack/react-router";
import { Clock, LoaderCircle } from "lucide-react";
import { useRead } from "../api/queries.ts";
import { Time } from "../parts/time.tsx";
import { countOf, percentOf } from "../parts/words.ts";

/** Every replay that runs, and what is scheduled, whoever began it and from where. */
export function OperationsChip() {
  const running = useReplays("running", 10_000);
  const scheduled = useReplays("scheduled", 60_000);
  const [next] = scheduled.map(({ startAt }) => startAt ?? "").toSorted();
  if (running.length === 0 && next !== undefined)
    return (
      <Link to="/replays" search={{ state: "scheduled" }} className="operations-chip numbers">
        <Clock aria-hidden="true" />
        <span className="operations-words">{countOf(scheduled.length)} scheduled · </span>
        <Time at={next} />
      </Link>
    );
  if (running.length === 0) return null;
  const selected = running.reduce((sum, replay) => sum + replay.selected, 0);
  const open = running.reduce((sum, { pending, inFlight, waiting }) => sum + pending + inFlight + waiting, 0);
  const share = percentOf(selected === 0 ? 1 : (selected - open) / selected);
  const later = scheduled.length > 0 ? ` · ${countOf(scheduled.length)} scheduled` : "";
  const words = `${countOf(running.length)} running · ${share}${later}`;
  return (
    <Link to="/replays" className="operations-chip numbers" aria-label={words}>
      <LoaderCircle aria-hidden="true" />
      <span className="operations-words">{words}</span>
      <span className="operations-share">{share}</span>
    </Link>
  );
}

const useReplays = (state: "running" | "scheduled", everyMs: number) =>
  useRead("/api/v1/replays", { query: { state, limit: 100 } }, { everyMs }).data?.data ?? [];
