import type { ReactNode } from "react";
import "./chosen-bar.css";

type ChosenBarProps = {
  /** What it is, for screen readers. */
  readonly label: string;
  /** How much is chosen. */
  readonly count: ReactNode;
  readonly children: ReactNode;
};

/** What can be done with the rows that are chosen; it stays in sight, and leaves the row with the focus in sight, too. */
export const ChosenBar = ({ label, count, children }: ChosenBarProps) => (
  <div className="chosen-bar" role="region" aria-label={label}>
    <strong className="numbers" role="status" aria-live="polite">
      {count}
    </strong>
    <div className="chosen-acts">{children}</div>
  </div>
);
