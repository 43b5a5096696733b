import { useState } from "react";
import { useRead } from "../../api/queries.ts";
import { ActDialog } from "../../parts/act-dialog.tsx";
import { Field } from "../../parts/field.tsx";
import { rightsWords } from "./rights.ts";
import { secretOf, type Secret } from "./secret-shown.tsx";
import { emptyTokenForm, faultOfToken, tokenBody, type TokenForm } from "./token-form.ts";
import "./new-token.css";

type NewTokenProps = { readonly onClose: () => void; readonly onMade: (secret: Secret) => void };

/** Makes a token: whose, what it may, what it is limited to, until when. */
export function NewToken({ onClose, onMade }: NewTokenProps) {
  const [form, setForm] = useState(emptyTokenForm);
  const set = (changes: Partial<TokenForm>) => setForm({ ...form, ...changes });
  return (
    <ActDialog
      title="New token"
      verb="Make it"
      done="The token is made."
      off={faultOfToken(form)}
      act={(reason) => ({
        method: "POST",
        path: "tokens",
        body: { ...tokenBody(form, Date.now()), reason },
        keyless: true,
      })}
      onClose={onClose}
      onDone={({ body }) => onMade(secretOf(body))}
    >
      <Text
        label="Name"
        hint="Of whom or what it is; the audit shows it."
        of={form}
        name="name"
        onChange={set}
      />
      <Roles roles={form.roles} onChange={(roles) => set({ roles })} />
      <Expiry value={form.expires} onChange={(expires) => set({ expires })} />
      <details className="stack">
        <summary>Limits</summary>
        <div className="stack">
          <label className="check">
            <input
              type="checkbox"
              checked={form.loopbackOnly}
              onChange={({ target }) => set({ loopbackOnly: target.checked })}
            />
            Only from this machine
          </label>
          <Text label="Connections" hint={patternHint} of={form} name="connections" onChange={set} />
          <Text label="Brands" hint="All if empty." of={form} name="brands" onChange={set} />
          <Text label="Sources to publish from" hint={patternHint} of={form} name="sources" onChange={set} />
          <Text label="Types to publish" hint={patternHint} of={form} name="types" onChange={set} />
          <Text
            label="Events a second to publish"
            hint="The installation's limit if empty."
            of={form}
            name="ratePerSecond"
            onChange={set}
          />
        </div>
      </details>
    </ActDialog>
  );
}

const patternHint = "With commas between; * at the end allows all that begin so. All if empty.";

type TextName = Exclude<keyof TokenForm, "roles" | "loopbackOnly">;
type TextProps = {
  readonly label: string;
  readonly hint: string;
  readonly of: TokenForm;
  readonly name: TextName;
  readonly onChange: (changes: Partial<TokenForm>) => void;
};

const Text = ({ label, hint, of, name, onChange }: TextProps) => (
  <Field label={label} hint={hint}>
    {(ids) => (
      <input
        {...ids}
        className="input"
        autoComplete="off"
        value={of[name]}
        onChange={({ target }) => onChange({ [name]: target.value })}
      />
    )}
  </Field>
);

type RolesProps = {
  readonly roles: readonly string[];
  readonly onChange: (roles: readonly string[]) => void;
};

function Roles({ roles, onChange }: RolesProps) {
  const about = useRead("/api/v1/about").data;
  return (
    <fieldset className="token-roles">
      <legend>Roles</legend>
      {about?.roles.map(({ name, rights }) => (
        <label key={name} className="check">
          <input
            type="checkbox"
            checked={roles.includes(name)}
            onChange={({ target }) =>
              onChange(target.checked ? [...roles, name] : roles.filter((role) => role !== name))
            }
          />
          <span>
            {name} <span className="faint">{rightsWords(name, rights)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

type ExpiryProps = { readonly value: string; readonly onChange: (value: string) => void };

const Expiry = ({ value, onChange }: ExpiryProps) => (
  <Field label="Expires">
    {(ids) => (
      <select {...ids} className="input" value={value} onChange={({ target }) => onChange(target.value)}>
        <option value="1">in a day</option>
        <option value="7">in a week</option>
        <option value="30">in 30 days</option>
        <option value="90">in 90 days</option>
        <option value="365">in a year</option>
        <option value="">never</option>
      </select>
    )}
  </Field>
);
