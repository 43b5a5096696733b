import { Instant } from "@spindlebus/contracts";
import { z } from "zod";

/*
 * What this adapter reads of Contentful's entities (Content Management API, and bodies of webhooks). Everything else is let
 * through unread: Contentful adds fields without a new version.
 */

const Link = z.looseObject({
  sys: z.looseObject({ id: z.string().min(1), linkType: z.string().optional() }),
});
export type Link = z.infer<typeof Link>;

/** Name → locale → value. */
const Fields = z.record(z.string().min(1), z.record(z.string(), z.json()));
export type Fields = z.infer<typeof Fields>;

/** What Contentful knows of an entity besides its fields. */
const Sys = z.looseObject({
  id: z.string().min(1).max(64),
  type: z.string(),
  space: Link.optional(),
  environment: Link.optional(),
  contentType: Link.optional(),
  version: z.int().min(0).optional(),
  revision: z.int().min(0).optional(),
  publishedVersion: z.int().min(0).optional(),
  publishedCounter: z.int().min(0).optional(),
  archivedVersion: z.int().min(0).optional(),
  createdAt: Instant.optional(),
  updatedAt: Instant.optional(),
  firstPublishedAt: Instant.optional(),
  publishedAt: Instant.optional(),
  archivedAt: Instant.optional(),
  deletedAt: Instant.optional(),
  updatedBy: Link.optional(),
  publishedBy: Link.optional(),
  archivedBy: Link.optional(),
  deletedBy: Link.optional(),
  automationTags: z.array(z.json()).optional(),
  fieldStatus: z.looseObject({ "*": z.looseObject({}).optional() }).optional(),
});
export type Sys = z.infer<typeof Sys>;

const Metadata = z.looseObject({ tags: z.array(Link).optional(), concepts: z.array(Link).optional() });

/** An entry or asset; one that is gone has no fields. */
export const Entity = z.looseObject({
  sys: Sys,
  metadata: Metadata.optional(),
  fields: Fields.nullish().transform((fields) => fields ?? {}),
});
export type Entity = z.infer<typeof Entity>;

/** An entry as the Content Management API shows it: always with the version that a change has to name. */
export const Entry = Entity.and(z.looseObject({ sys: z.looseObject({ version: z.int().min(1) }) }));
export type Entry = z.infer<typeof Entry>;

/** The error that Contentful answers with (its page "Errors"). */
export const ErrorAnswer = z.looseObject({
  sys: z.looseObject({ type: z.literal("Error"), id: z.string().min(1) }),
  message: z.string().nullish(),
  details: z.json().optional(),
});
