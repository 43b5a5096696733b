import type { Fields } from "../src/vendor.ts";
import { contentfulError, type Answer } from "./answer.ts";

type Links = readonly { readonly sys: { readonly id: string } }[];

/** An entry as Contentful keeps it. */
export type StoredEntry = {
  readonly sys: {
    readonly id: string;
    readonly type: "Entry";
    readonly version: number;
    readonly createdAt: string;
    readonly updatedAt: string;
    readonly publishedVersion?: number;
    readonly publishedCounter: number;
    readonly publishedAt?: string;
    readonly firstPublishedAt?: string;
    readonly contentType: Link;
    readonly space: Link;
    readonly environment: Link;
    readonly updatedBy: Link;
  };
  readonly metadata: { readonly tags: Links; readonly concepts: Links };
  readonly fields: Fields;
};
type Link = { readonly sys: { readonly type: "Link"; readonly linkType: string; readonly id: string } };

export type Stored =
  | { readonly ok: true; readonly entry: StoredEntry }
  | { readonly ok: false; readonly answer: Answer };

export type WrittenBody = { readonly fields: Fields; readonly metadata?: Partial<StoredEntry["metadata"]> };

type Place = { readonly spaceId: string; readonly environment: string; readonly nowMs: () => number };

/** The entries of one environment, with versions as Contentful counts them: each change is one, publishing too. */
export function entryStore({ spaceId, environment, nowMs }: Place) {
  const entries = new Map<string, StoredEntry>();
  const now = () => new Date(nowMs()).toISOString();
  const keep = (entry: StoredEntry): Stored => {
    entries.set(entry.sys.id, entry);
    return { ok: true, entry };
  };
  const at = (id: string, version: string | undefined): Stored => {
    const entry = entries.get(id);
    if (!entry) return { ok: false, answer: notFound(id) };
    return version === String(entry.sys.version) ? { ok: true, entry } : { ok: false, answer: mismatch };
  };

  return {
    read: (id: string): Stored => {
      const entry = entries.get(id);
      return entry ? { ok: true, entry } : { ok: false, answer: notFound(id) };
    },
    create: (id: string, contentType: string, { fields, metadata }: WrittenBody): Stored => {
      // Without a version a PUT creates; what is there already has one, and this is none of it.
      if (entries.has(id)) return { ok: false, answer: mismatch };
      return keep({
        sys: {
          id,
          type: "Entry",
          version: 1,
          createdAt: now(),
          updatedAt: now(),
          publishedCounter: 0,
          contentType: link("ContentType", contentType),
          space: link("Space", spaceId),
          environment: link("Environment", environment),
          updatedBy: link("User", "simulated-user"),
        },
        metadata: { tags: [], concepts: [], ...metadata },
        fields,
      });
    },
    update: (id: string, version: string | undefined, { fields, metadata }: WrittenBody): Stored => {
      const found = at(id, version);
      if (!found.ok) return found;
      const { entry } = found;
      const sys = { ...entry.sys, version: entry.sys.version + 1, updatedAt: now() };
      return keep({ sys, fields, metadata: metadata ? { ...entry.metadata, ...metadata } : entry.metadata });
    },
    publish: (id: string, version: string | undefined): Stored => {
      const found = at(id, version);
      if (!found.ok) return found;
      const { sys } = found.entry;
      const published = {
        version: sys.version + 1,
        publishedVersion: sys.version,
        publishedCounter: sys.publishedCounter + 1,
        publishedAt: now(),
        updatedAt: now(),
        firstPublishedAt: sys.firstPublishedAt ?? now(),
      };
      return keep({ ...found.entry, sys: { ...sys, ...published } });
    },
    unpublish: (id: string, version: string | undefined): Stored => {
      const found = at(id, version);
      if (!found.ok) return found;
      const { publishedVersion, publishedAt: _publishedAt, ...sys } = found.entry.sys;
      if (publishedVersion === undefined)
        return { ok: false, answer: contentfulError(400, "BadRequest", "Not published") };
      return keep({ ...found.entry, sys: { ...sys, version: sys.version + 1, updatedAt: now() } });
    },
  };
}

const link = (linkType: string, id: string): Link => ({ sys: { type: "Link", linkType, id } });

const mismatch = contentfulError(409, "VersionMismatch", "The version of the resource is another one.");

const notFound = (id: string): Answer =>
  contentfulError(404, "NotFound", "The resource could not be found.", { type: "Entry", id });
