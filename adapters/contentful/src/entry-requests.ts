import { del, get, put, type VendorRequest } from "@spindlebus/bus/adapter";
import type { ContentfulSettings } from "./settings.ts";
import type { Fields, Link } from "./vendor.ts";

/** What a PUT of an entry says; Contentful replaces all of it. */
export type EntryBody = {
  readonly fields: Fields;
  readonly metadata?: { readonly tags?: readonly Link[] | undefined } | undefined;
};

/** Everything that Contentful takes and gives has this media type. */
const mediaType = { "content-type": "application/vnd.contentful.management.v1+json" };

/** Looks for an entry that nobody has, by the right that reading entries needs ("Get all entries of an environment"). */
export const searchNoEntry = ({ spaceId, environment }: ContentfulSettings): VendorRequest =>
  get(`/spaces/${spaceId}/environments/${environment}/entries`, {
    "sys.id": "spindle-connection-test",
    limit: 1,
  });

/** The requests about one entry (Content Management API, "Entries"). */
export function entryRequests({ spaceId, environment }: ContentfulSettings, entryId: string) {
  const path = `/spaces/${spaceId}/environments/${environment}/entries/${entryId}`;
  const at = (version: number) => ({ "x-contentful-version": String(version) });
  return {
    read: (): VendorRequest => get(path),
    create: (contentType: string, body: EntryBody): VendorRequest =>
      put(path, body, { headers: { ...mediaType, "x-contentful-content-type": contentType } }),
    update: (version: number, body: EntryBody): VendorRequest =>
      put(path, body, { headers: { ...mediaType, ...at(version) } }),
    publish: (version: number, locales?: readonly string[]): VendorRequest =>
      locales
        ? put(
            `${path}/published`,
            { add: { fields: { "*": locales } } },
            { headers: { ...mediaType, ...at(version) } },
          )
        : { kind: "request", method: "PUT", path: `${path}/published`, headers: at(version) },
    unpublish: (version: number, locales?: readonly string[]): VendorRequest =>
      locales
        ? put(
            `${path}/published`,
            { remove: { fields: { "*": locales } } },
            { headers: { ...mediaType, ...at(version) } },
          )
        : del(`${path}/published`, { headers: at(version) }),
  };
}
