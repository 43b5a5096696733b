import { useRead } from "../../api/queries.ts";
import { Field } from "../../parts/field.tsx";
import "../../replays/replay-wizard.css";
import type { FeedForm } from "./feed.ts";

type FieldsProps = { readonly form: FeedForm; readonly onChange: (form: FeedForm) => void };

/** Which route, which period, of which type, how fast. */
export function FeedFields({ form, onChange }: FieldsProps) {
  const routes = useRead("/api/v1/routes").data?.data ?? [];
  return (
    <div className="wizard-columns">
      <Field label="Route">
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={form.route}
            onChange={({ target }) => onChange({ ...form, route: target.value })}
          >
            <option value="">Choose one</option>
            {routes.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {inputs.map(({ name, label, type, hint }) => (
        <Field key={name} label={label} hint={hint}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              type={type}
              value={form[name]}
              onChange={({ target }) => onChange({ ...form, [name]: target.value })}
            />
          )}
        </Field>
      ))}
    </div>
  );
}

const inputs = [
  { name: "from", label: "From", type: "datetime-local", hint: "In your own time." },
  { name: "to", label: "To", type: "datetime-local", hint: "Not included." },
  { name: "type", label: "Message type", type: "text", hint: "Empty: all that the route takes." },
  { name: "rate", label: "At most so many a second", type: "text", hint: "Empty: as fast as it goes." },
] as const;
