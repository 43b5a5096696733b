import { z } from "zod";
import { fatal, type Answer } from "./answer.ts";

const Ids = z.object({ external_ids: z.array(z.string().min(1)).min(1).max(50) });

/** `POST /users/delete` (…/user_data/post_user_delete): all that Braze knows of those users goes, and it says how many they were. */
export function deleteUsers(json: unknown, users: Set<string>, deleted: (id: string) => void): Answer {
  const read = Ids.strict().safeParse(json);
  if (!read.success) return fatal(400, "Bad syntax");
  const known = [...new Set(read.data.external_ids)].filter((id) => users.delete(id));
  known.forEach(deleted);
  return { status: 201, body: { deleted: known.length, message: "success" } };
}

/** `POST /users/export/ids` (…/export/user_data/post_users_identifier), of a profile no more than whose it is. */
export function exportUsers(json: unknown, users: ReadonlySet<string>): Answer {
  const read = Ids.safeParse(json);
  if (!read.success) return fatal(400, "Bad syntax");
  const ids = read.data.external_ids;
  const body = {
    users: ids.filter((id) => users.has(id)).map((id) => ({ external_id: id })),
    invalid_user_ids: ids.filter((id) => !users.has(id)),
    message: "success",
  };
  return { status: 201, body };
}
