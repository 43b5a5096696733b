import { z } from "zod";
import { fatal, type Answer } from "./answer.ts";

const Ids = z.object({
  external_ids: z.array(z.string().min(1)).min(1).max(50),
  fields_to_export: z.array(z.string()).optional(),
});

/** `POST /users/delete` (…/user_data/post_user_delete): all that Braze knows of those users goes, and it says how many they were. */
export function deleteUsers(json: unknown, users: Set<string>, deleted: (id: string) => void): Answer {
  const read = Ids.strict().safeParse(json);
  if (!read.success) return fatal(400, "Bad syntax");
  const known = [...new Set(read.data.external_ids)].filter((id) => users.delete(id));
  known.forEach(deleted);
  return { status: 201, body: { deleted: known.length, message: "success" } };
}

/** `POST /users/export/ids` (…/export/user_data/post_users_identifier), of a profile whose it is and what is asked for. */
export function exportUsers(
  json: unknown,
  users: ReadonlySet<string>,
  attributesOf: (id: string) => Readonly<Record<string, unknown>>,
): Answer {
  const read = Ids.safeParse(json);
  if (!read.success) return fatal(400, "Bad syntax");
  const { external_ids: ids, fields_to_export: fields = [] } = read.data;
  const exported = (id: string) =>
    Object.fromEntries(Object.entries(attributesOf(id)).filter(([name]) => fields.includes(name)));
  const body = {
    users: ids.filter((id) => users.has(id)).map((id) => ({ ...exported(id), external_id: id })),
    invalid_user_ids: ids.filter((id) => !users.has(id)),
    message: "success",
  };
  return { status: 201, body };
}
