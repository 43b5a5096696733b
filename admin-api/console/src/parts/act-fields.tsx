import { Field } from "./field.tsx";

/** Whether an act wants a reason. */
export type ReasonIs = "required" | "optional" | "absent";

type ReasonProps = {
  readonly required: boolean;
  readonly reason: string;
  readonly onChange: (reason: string) => void;
};

/** Why somebody acts, for the audit. */
export function ReasonField({ required, reason, onChange }: ReasonProps) {
  return (
    <Field label={required ? "Reason" : "Reason (optional)"} hint="Kept in the audit with your name.">
      {(ids) => (
        <input
          {...ids}
          className="input"
          value={reason}
          maxLength={500}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

type TypedProps = {
  readonly typed: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** What has to be typed before an act on which much depends. */
export function TypedField({ typed, value, onChange }: TypedProps) {
  return (
    <Field label={`Type ${typed} to confirm`}>
      {(ids) => (
        <input
          {...ids}
          className="input mono"
          value={value}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

type Standing = {
  readonly reason: string;
  readonly reasonIs: ReasonIs;
  readonly confirmed: string;
  readonly typed: string | undefined;
};

/** Why an act cannot be done yet. */
export function whyOff({ reason, reasonIs, confirmed, typed }: Standing): string | undefined {
  if (reasonIs === "required" && reason.trim() === "") return "Give a reason first.";
  if (typed !== undefined && confirmed.trim() !== typed) return `Type ${typed} first.`;
  return undefined;
}
