import { useState } from "react";
import type { GroupDetail } from "../../groups/group.ts";
import { ActDialog } from "../../parts/act-dialog.tsx";
import { Field } from "../../parts/field.tsx";

type EditProps = { readonly group: GroupDetail; readonly onClose: () => void };

/** Owner, ticket and note; what is emptied is taken away. */
export function EditNotes({ group, onClose }: EditProps) {
  const [form, setForm] = useState({
    owner: group.owner ?? "",
    ticket: group.ticket ?? "",
    note: group.note ?? "",
  });
  const { owner, ticket, note } = form;
  return (
    <ActDialog
      title="Owner, ticket and note"
      verb="Save"
      act={(reason) => ({
        method: "PATCH",
        path: `failure-groups/${group.id}`,
        body: { owner: given(owner), ticket: given(ticket), note: given(note), reason },
      })}
      done="The group is written."
      onClose={onClose}
    >
      <Field label="Owner" hint="Who has it.">
        {(ids) => (
          <input
            {...ids}
            className="input"
            value={owner}
            maxLength={200}
            onChange={({ target }) => setForm({ ...form, owner: target.value })}
          />
        )}
      </Field>
      <Field label="Ticket" hint="Its address, https://…">
        {(ids) => (
          <input
            {...ids}
            className="input"
            type="url"
            value={ticket}
            onChange={({ target }) => setForm({ ...form, ticket: target.value })}
          />
        )}
      </Field>
      <Field label="Note" hint="All can read it.">
        {(ids) => (
          <textarea
            {...ids}
            className="input"
            value={note}
            onChange={({ target }) => setForm({ ...form, note: target.value })}
          />
        )}
      </Field>
    </ActDialog>
  );
}

const given = (text: string): string | null => (text.trim() === "" ? null : text.trim());
