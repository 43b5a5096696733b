import { blocked, type Outcome } from "@spindlebus/bus/adapter";
import type { Ref } from "@spindlebus/contracts";
import type { ContentfulSettings } from "./settings.ts";

type Named = {
  readonly refs?: readonly Ref[] | undefined;
  readonly environment?: string | undefined;
};

/** The id that a client may choose (Content Management API, "Resource IDs"). */
const allowed = /^[A-Za-z0-9._-]{1,64}$/;

/** The entry's id at Contentful: the ref, else the business id without its environment; undefined where it cannot be one. */
export function entryIdOf(
  businessId: string,
  { refs = [] }: Named,
  { spaceId, environment, qualifyEntryIds }: ContentfulSettings,
): string | undefined {
  const ref = refs.find(
    ({ vendor, type, account }) =>
      vendor === "contentful" && type === "entry" && (account ?? spaceId) === spaceId,
  );
  const prefix = qualifyEntryIds ? `${environment}:` : "";
  const id = ref?.id ?? (businessId.startsWith(prefix) ? businessId.slice(prefix.length) : businessId);
  return allowed.test(id) ? id : undefined;
}

/** Why a command is not this connection's; false where it is. */
export function isOfAnother({ refs = [], environment }: Named, settings: ContentfulSettings): string | false {
  if (environment !== undefined && environment !== settings.environment)
    return `it is about the environment ${environment}`;
  return refs.length > 0 && refs.every(({ vendor }) => vendor !== "contentful")
    ? "the entry is of another vendor"
    : false;
}

/** The message names nothing that can be an entry. */
export const noEntryId = (): Outcome =>
  blocked(
    "entry_id_invalid",
    "Contentful's ids have 1 to 64 letters, digits, dots, hyphens and underscores: name the entry in refs (vendor contentful, type entry), or mend the id.",
  );
