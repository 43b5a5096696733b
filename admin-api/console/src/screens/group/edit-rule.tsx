import { useState } from "react";
import type { GroupDetail } from "../../groups/group.ts";
import { ActDialog } from "../../parts/act-dialog.tsx";
import { Field } from "../../parts/field.tsx";

type EditProps = { readonly group: GroupDetail; readonly onClose: () => void };

const kinds = {
  healthyFor: { words: "its vendor has been healthy for", example: "10m" },
  adapterVersion: { words: "its adapter is at least version", example: "1.4.0" },
  after: { words: "a clock shows", example: "06:00" },
  never: { words: "never: take the rule back", example: "" },
} as const;
type Kind = keyof typeof kinds;

/** When the group is replayed by itself, once. */
export function EditRule({ group, onClose }: EditProps) {
  const [kind, setKind] = useState<Kind>("healthyFor");
  const [value, setValue] = useState("");
  const { example, words } = kinds[kind];
  const shown = value.trim() === "" ? example : value.trim();
  const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const rule = kind === "never" ? null : kind === "after" ? { after: shown, timeZone } : { [kind]: shown };
  return (
    <ActDialog
      title="Replay by itself"
      verb={kind === "never" ? "Take the rule back" : "Save the rule"}
      act={(reason) => ({
        method: "PATCH",
        path: `failure-groups/${group.id}`,
        body: { replayWhen: rule, reason },
      })}
      done="The rule is written."
      onClose={onClose}
    >
      <p>Once this holds, all failures that it has then are replayed, a canary first.</p>
      <Field label="When">
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={kind}
            onChange={({ target }) => setKind(target.value as Kind)}
          >
            {Object.entries(kinds).map(([name, each]) => (
              <option key={name} value={name}>
                {each.words}
              </option>
            ))}
          </select>
        )}
      </Field>
      {kind !== "never" && (
        <Field
          label={words}
          hint={kind === "after" ? `The next time, in ${timeZone}.` : `Such as ${example}.`}
        >
          {(ids) => (
            <input
              {...ids}
              className="input"
              placeholder={example}
              value={value}
              onChange={({ target }) => setValue(target.value)}
            />
          )}
        </Field>
      )}
    </ActDialog>
  );
}
