import { Field } from "../../parts/field.tsx";
import { Section } from "../../parts/page.tsx";
import { prefer, usePreferences, type Preferences } from "../../parts/preferences.ts";
import "./appearance.css";

const themes = { system: "As the system has it", light: "Light", dark: "Dark" };
const times = { relative: "4 min ago", local: "In full, local time", utc: "In full, UTC" };

/** How it looks and acts in this browser. */
export function Appearance() {
  const { theme, times: shownTimes, letters } = usePreferences();
  return (
    <Section title="In this browser">
      <div className="appearance">
        <Choice label="Theme" options={themes} value={theme} onChange={(next) => prefer({ theme: next })} />
        <Choice
          label="Times"
          options={times}
          value={shownTimes}
          onChange={(next) => prefer({ times: next })}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={letters}
            onChange={({ target }) => prefer({ letters: target.checked })}
          />
          Single letters act, such as j, k and g f
        </label>
      </div>
    </Section>
  );
}

type ChoiceProps<Value extends string> = {
  readonly label: string;
  readonly options: Readonly<Record<Value, string>>;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
};

const Choice = <Value extends Preferences["theme"] | Preferences["times"]>({
  label,
  options,
  value,
  onChange,
}: ChoiceProps<Value>) => (
  <Field label={label}>
    {(ids) => (
      <select
        {...ids}
        className="input"
        value={value}
        onChange={({ target }) => onChange(target.value as Value)} // an option of this list
      >
        {Object.entries<string>(options).map(([name, words]) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
      </select>
    )}
  </Field>
);
