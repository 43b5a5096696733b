import { Time } from "../parts/time.tsx";
import type { Route } from "./row.ts";
import "./paused-note.css";

/** Who has stopped the sending, since when, and why. */
export function PausedNote({ paused }: { readonly paused: NonNullable<Route["paused"]> }) {
  return (
    <p className="paused-note">
      {paused.through === "connection" ? "Its whole connection was paused" : "Paused"} by{" "}
      <strong>{paused.by}</strong>, <Time at={paused.since} />: {paused.reason}
    </p>
  );
}
