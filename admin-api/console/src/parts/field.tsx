import { useId, type ReactNode } from "react";
import "./field.css";

type FieldProps = {
  readonly label: string;
  /** What it is for, below the label. */
  readonly hint?: ReactNode;
  /** What is wrong with it. */
  readonly fault?: string | undefined;
  /** Gets the id of the control, and of what describes it. */
  readonly children: (ids: {
    readonly id: string;
    readonly "aria-describedby": string;
    readonly "aria-invalid"?: true;
  }) => ReactNode;
};

/** One control of a form with its label. */
export function Field({ label, hint, fault, children }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        "aria-describedby": hintId,
        ...(fault !== undefined && { "aria-invalid": true as const }),
      })}
      <div id={hintId} className="field-hint">
        {fault === undefined ? hint : <span className="field-fault">{fault}</span>}
      </div>
    </div>
  );
}
