import { useState } from "react";
import { ActDialog } from "../../parts/act-dialog.tsx";
import { Field } from "../../parts/field.tsx";
import { secretOf, type Secret } from "./secret-shown.tsx";

type RotateProps = {
  readonly token: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
  readonly onMade: (secret: Secret) => void;
};

const overlaps = [
  ["0s", "not at all: it ends at once"],
  ["1h", "an hour"],
  ["24h", "a day"],
  ["7d", "a week"],
] as const;

/** Gives a token a new secret. The former one works on for a while, so that whoever uses it can change over. */
export function RotateToken({ token, onClose, onMade }: RotateProps) {
  const [overlap, setOverlap] = useState("24h");
  return (
    <ActDialog
      title={`Rotate ${token.name}`}
      verb="Make a new secret"
      done={`${token.name} has a new secret.`}
      act={(reason) => ({
        method: "POST",
        path: `tokens/${token.id}/rotate`,
        body: { overlap, reason },
        keyless: true,
      })}
      onClose={onClose}
      onDone={({ body }) => onMade(secretOf(body))}
    >
      <Field label="The former secret works on for">
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={overlap}
            onChange={({ target }) => setOverlap(target.value)}
          >
            {overlaps.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        )}
      </Field>
    </ActDialog>
  );
}
