import { z } from "zod";

/** A schema, what it wraps, and the ones it was copied from when something was said about it: the nearest first. */
export function originsOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  // oxlint-disable-next-line no-underscore-dangle -- zod's own name for what it publishes to library authors
  const next = [wrappedIn(schema), schema._zod.parent].filter((origin) => origin !== undefined);
  return [schema, ...next.flatMap((origin) => originsOf(origin))];
}

/** What a schema says beneath its wrappers. */
export const bare = (schema: z.core.$ZodType): z.core.$ZodType => {
  const inner = wrappedIn(schema);
  return inner === undefined ? schema : bare(inner);
};

const wrappedIn = (schema: z.core.$ZodType): z.core.$ZodType | undefined =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodReadonly
    ? schema.unwrap()
    : undefined;
