import { Link } from "@tanstack/react-router";
import { LoaderCircle } from "lucide-react";
import { useRead } from "../api/queries.ts";
import { percentOf } from "../parts/words.ts";

/** Every replay that runs, whoever began it and from where. */
export function OperationsChip() {
  const replays =
    useRead("/api/v1/replays", { query: { state: "running", limit: 100 } }, { everyMs: 10_000 }).data?.data ??
    [];
  if (replays.length === 0) return null;
  const selected = replays.reduce((sum, replay) => sum + replay.selected, 0);
  const open = replays.reduce((sum, { pending, inFlight, waiting }) => sum + pending + inFlight + waiting, 0);
  return (
    <Link to="/replays" className="operations-chip numbers">
      <LoaderCircle aria-hidden="true" />
      {replays.length} running · {percentOf(selected === 0 ? 1 : (selected - open) / selected)}
    </Link>
  );
}
