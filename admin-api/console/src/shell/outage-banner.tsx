import { Link } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import { useDiagnostics, vitals } from "../diagnostics/use-diagnostics.ts";

/** Says on every screen which part is down, and goes when it is back. */
export function OutageBanner() {
  const { data, isDown } = useDiagnostics();
  if (!isDown) return null;
  const down = vitals(data?.checks ?? []).filter(({ ok }) => !ok);
  const names = down.length > 0 ? down.map(({ name }) => `the ${name}`).join(" and ") : "the admin API";
  return (
    <div className="outage" role="alert">
      <TriangleAlert aria-hidden="true" />
      <span>
        No answer from {names}. What you see may be old; it goes on by itself when{" "}
        {down.length > 1 ? "they are" : "it is"} back.
      </span>
      <Link to="/diagnostics">Diagnostics</Link>
    </div>
  );
}
