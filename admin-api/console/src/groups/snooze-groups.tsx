import { useState } from "react";
import { Field } from "../parts/field.tsx";
import { useNow } from "../parts/time.tsx";
import { ActOnGroups } from "./act-on-groups.tsx";
import type { ChosenGroups } from "./group.ts";
import { snoozeOf, usualSnooze } from "./snooze.ts";

type SnoozeProps = { readonly chosen: ChosenGroups; readonly onClose: () => void };

const spans = [
  ["1", "1 hour"],
  ["4", "4 hours"],
  ["24", "a day"],
  ["72", "3 days"],
  ["168", "a week"],
] as const;

/** Keeps groups out of sight until a time, a count or a rate. */
export function SnoozeGroups({ chosen, onClose }: SnoozeProps) {
  const [form, setForm] = useState(usualSnooze);
  const set = (changes: Partial<typeof form>) => setForm({ ...form, ...changes });
  const snooze = snoozeOf(form, useNow());
  return (
    <ActOnGroups
      chosen={chosen}
      verb="Snooze"
      done="snoozed"
      said={{ state: "snoozed", snooze }}
      off={snooze ? undefined : "Mend the numbers first."}
      onClose={onClose}
    >
      <Field label="Until">
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={form.ends}
            onChange={({ target }) => set({ ends: target.value as typeof form.ends })}
          >
            <option value="time">some time has passed</option>
            <option value="count">so many more have failed</option>
            <option value="rate">so many fail in a while</option>
          </select>
        )}
      </Field>
      {form.ends === "time" ? (
        <Field label="For">
          {(ids) => (
            <select
              {...ids}
              className="input"
              value={form.hours}
              onChange={({ target }) => set({ hours: target.value })}
            >
              {spans.map(([hours, words]) => (
                <option key={hours} value={hours}>
                  {words}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : (
        <NumberField label="Failures" value={form.count} onChange={(count) => set({ count })} />
      )}
      {form.ends === "rate" && (
        <NumberField
          label="Within, in seconds"
          value={form.seconds}
          onChange={(seconds) => set({ seconds })}
        />
      )}
    </ActOnGroups>
  );
}

type NumberProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

const NumberField = ({ label, value, onChange }: NumberProps) => (
  <Field label={label}>
    {(ids) => (
      <input
        {...ids}
        className="input numbers"
        inputMode="numeric"
        value={value}
        onChange={({ target }) => onChange(target.value.trim())}
      />
    )}
  </Field>
);
