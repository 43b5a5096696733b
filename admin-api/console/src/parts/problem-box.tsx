import { CircleAlert } from "lucide-react";
import type { Problem } from "../api/problem.ts";
import { Button } from "./button.tsx";
import { FaultList } from "./fault-list.tsx";
import "./problem-box.css";

/** What was refused or did not work: what, why, where, and the next step. */
export function ProblemBox({
  problem,
  onRetry,
}: {
  readonly problem: Problem;
  readonly onRetry?: () => void;
}) {
  return (
    <div className="problem-box" role="alert">
      <CircleAlert aria-hidden="true" />
      <div className="stack-s">
        <strong>{problem.message}</strong>
        {problem.detail !== "" && <p>{problem.detail}</p>}
        {problem.errors.length > 0 && <FaultList faults={problem.errors.slice(0, 20)} />}
        {onRetry && problem.isOutage && <Button onClick={onRetry}>Try again</Button>}
      </div>
    </div>
  );
}
