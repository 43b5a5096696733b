import { withLanguages, type LocalizedFields } from "./languages.ts";
import type { SanitySettings } from "./settings.ts";
import type { Mutation } from "./requests.ts";
import type { Fields, SanityDocument } from "./vendor.ts";

/** What fields of a document have to become; a name in `unset` goes away. */
export type Changed = { readonly set: Fields; readonly unset: readonly string[] };

/** What has to change so that a document says what is given; undefined where it says that already. null empties a field. */
export function changedFields(
  before: Fields,
  given: Readonly<LocalizedFields>,
  settings: SanitySettings,
): Changed | undefined {
  const set: Record<string, Fields[string]> = {};
  const unset: string[] = [];
  for (const [name, values] of Object.entries(given)) {
    const value = withLanguages(name, before[name], values, settings);
    if (value === undefined) continue;
    if (value === null) {
      if (Object.hasOwn(before, name)) unset.push(name);
    } else if (!says(before[name], value)) set[name] = value;
  }
  return Object.keys(set).length > 0 || unset.length > 0 ? { set, unset } : undefined;
}

/** The change of a document that is there, at the revision that was read. */
export const patchOf = ({ id, rev: ifRevisionID }: SanityDocument, { set, unset }: Changed): Mutation => ({
  patch: {
    id,
    ifRevisionID,
    ...(Object.keys(set).length > 0 && { set }),
    ...(unset.length > 0 && { unset }),
  },
});

/** A document that was not there, made after another state of it or of nothing. */
export function createOf(
  {
    id,
    type,
    from,
  }: { readonly id: string; readonly type: string; readonly from: SanityDocument | undefined },
  changed: Changed | undefined,
): Mutation {
  const fields = { ...from?.fields, ...changed?.set };
  for (const name of changed?.unset ?? []) delete fields[name];
  // As the studio does it: a draft of something public is no new thing.
  const since = from?.createdAt === undefined ? {} : { _createdAt: from.createdAt };
  return { create: { _id: id, _type: type, ...since, ...fields } };
}

/** Whether a value says what is wanted; keys of list items that Sanity added do not count, nor does the order of names. */
function says(is: unknown, wanted: unknown): boolean {
  if (Object.is(is, wanted)) return true;
  if (typeof is !== "object" || typeof wanted !== "object" || is === null || wanted === null) return false;
  if (Array.isArray(is) !== Array.isArray(wanted)) return false;
  const [there, asked] = [new Map(Object.entries(is)), new Map(Object.entries(wanted))];
  if (!asked.has("_key")) there.delete("_key");
  return (
    there.size === asked.size &&
    [...asked].every(([name, value]) => there.has(name) && says(there.get(name), value))
  );
}
