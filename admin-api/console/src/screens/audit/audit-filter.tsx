import { useState } from "react";
import { Button } from "../../parts/button.tsx";
import { Field } from "../../parts/field.tsx";
import "./audit-filter.css";

type Values = {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly target?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

const fields = [
  { name: "actor", words: "Who" },
  { name: "action", words: "Act" },
  { name: "target", words: "What" },
  { name: "from", words: "From" },
  { name: "to", words: "To" },
] as const;

/** Narrows the audit; what it says is in the address. */
export function AuditFilter({
  values,
  onChange,
}: {
  readonly values: Values;
  readonly onChange: (values: Values) => void;
}) {
  const [typed, setTyped] = useState<Values>({});
  return (
    <form
      className="audit-filter"
      onSubmit={(event) => {
        event.preventDefault();
        onChange({ ...values, ...asGiven(typed) });
      }}
    >
      {fields.map(({ name, words }) => (
        <Field key={name} label={words}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              type={name === "from" || name === "to" ? "datetime-local" : "text"}
              maxLength={700}
              value={typed[name] ?? shownAs(name, values[name])}
              onChange={({ target }) => setTyped({ ...typed, [name]: target.value })}
            />
          )}
        </Field>
      ))}
      <Button type="submit">Show</Button>
    </form>
  );
}

/** An empty field is no filter; a moment is one of here, and travels in UTC. */
const asGiven = (typed: Values): Values =>
  Object.fromEntries(
    Object.entries(typed).map(([name, text]) => {
      if (text === undefined || text.trim() === "") return [name, undefined];
      return [name, name === "from" || name === "to" ? new Date(text).toISOString() : text.trim()];
    }),
  );

function shownAs(name: string, value: string | undefined): string {
  if (value === undefined || (name !== "from" && name !== "to")) return value ?? "";
  const at = new Date(value);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
