import type { Ref } from "@spindlebus/contracts";
import type { ContentfulSettings } from "./settings.ts";
import { z } from "zod";
import { isLanguageTag, splitLocales } from "./split-locales.ts";
import type { Entity, Fields, Link, Sys } from "./vendor.ts";

/** An id at Contentful; the account is the space. */
export const contentfulRef = (type: string, id: string, account: string | undefined): Ref => ({
  vendor: "contentful",
  ...(account !== undefined && { account }),
  type,
  id,
});

/** The id that messages carry: with its environment where the settings say so. */
export const busIdOf = ({ id, environment }: Sys, { qualifyEntryIds }: ContentfulSettings): string =>
  qualifyEntryIds && environment ? `${environment.sys.id}:${id}` : id;

/** The time by which a later state is told from an older one. */
export function changedAtOf(
  { deletedAt, archivedAt, updatedAt, publishedAt, createdAt }: Sys,
  action: string,
) {
  if (action === "archive" && archivedAt) return archivedAt;
  const times = [deletedAt, updatedAt, publishedAt, createdAt].filter((time) => time !== undefined);
  // Of a body without any time nothing can be said; the contract then refuses it, so that somebody looks.
  return times[0] ?? "";
}

/** Who did it, as far as Contentful says. */
function actorOf(sys: Sys, action: string): Ref | undefined {
  const by: Readonly<Record<string, Link | undefined>> = {
    publish: sys.publishedBy,
    archive: sys.archivedBy,
    delete: sys.deletedBy,
    unpublish: sys.deletedBy,
  };
  const actor = by[action] ?? sys.updatedBy;
  if (!actor) return undefined;
  const type = actor.sys.linkType === "AppDefinition" ? "app" : "user";
  return contentfulRef(type, actor.sys.id, sys.space?.sys.id);
}

/** What every message about something of Contentful says, beside its id. */
export function commonOf({ sys, metadata, fields }: Entity, action: string) {
  const revision = sys.revision ?? sys.publishedCounter;
  return {
    environment: sys.environment?.sys.id,
    changedAt: changedAtOf(sys, action),
    version: sys.version,
    revision: revision === undefined ? undefined : String(revision),
    createdAt: sys.createdAt,
    firstPublishedAt: sys.firstPublishedAt,
    publishedAt: sys.publishedAt,
    actor: actorOf(sys, action),
    tags: idsOf(metadata?.tags),
    concepts: idsOf(metadata?.concepts),
    localeStatus: localeStatusOf(sys),
    ext: extOf(sys, fields),
  };
}

const idsOf = (links: readonly Link[] | undefined): string[] | undefined =>
  links && links.length > 0 ? links.map(({ sys }) => sys.id) : undefined;

const LocaleState = z.enum(["draft", "published", "changed"]);

function localeStatusOf({ fieldStatus }: Sys) {
  const all = Object.entries(fieldStatus?.["*"] ?? {}).flatMap(([locale, said]) => {
    const { data: status } = LocaleState.safeParse(said);
    return status !== undefined && isLanguageTag(locale) ? [{ locale, status }] : [];
  });
  return all.length > 0 ? all : undefined;
}

function extOf({ publishedVersion, archivedVersion, automationTags }: Sys, fields: Fields) {
  const { untagged } = splitLocales(fields);
  const known = { publishedVersion, archivedVersion, automationTags, otherLocales: untagged };
  const said = Object.entries(known).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return said.length > 0 ? { contentful: Object.fromEntries(said) } : undefined;
}
