import { Field } from "../../parts/field.tsx";
import { JsonView } from "../../parts/json-view.tsx";
import { examples, patchFault, type Draft } from "../../recipes/draft.ts";
import { kindWords } from "../../recipes/patch-view.tsx";
import "./draft-fields.css";

type FieldsProps = { readonly draft: Draft; readonly onChange: (draft: Draft) => void };

/** The patch, its kind, and until when it goes on. */
export function DraftFields({ draft, onChange }: FieldsProps) {
  const fault = patchFault(draft);
  const changeKind = (kind: Draft["kind"]) =>
    onChange({ ...draft, kind, ...(draft.text === examples[draft.kind] && { text: examples[kind] }) });
  return (
    <>
      <Field label="Kind" hint="A test in a JSON Patch says which failures it is for; the others are left.">
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={draft.kind}
            onChange={({ target }) => changeKind(target.value as Draft["kind"])}
          >
            <option value="patch">{kindWords("patch")}</option>
            <option value="mergePatch">{kindWords("mergePatch")}</option>
          </select>
        )}
      </Field>
      <div className="stack-s">
        <JsonView
          label="The patch"
          text={draft.text}
          onChange={(text) => onChange({ ...draft, text })}
          marks={fault ? [fault] : []}
        />
        <p className="field-hint">
          {fault ? (
            <span className="field-fault">{fault.words}</span>
          ) : (
            "Applied to the data of each failure."
          )}
        </p>
      </div>
      <Field
        label="Goes on until (optional)"
        hint="Then what fails into the group meanwhile is mended as it comes. At most 90 days; a second person has to approve that."
      >
        {(ids) => (
          <input
            {...ids}
            className="input"
            type="datetime-local"
            value={draft.activeUntil}
            onChange={({ target }) => onChange({ ...draft, activeUntil: target.value })}
          />
        )}
      </Field>
    </>
  );
}
