import { z } from "zod";

/** Who has stopped the sending of a route or a connection. */
const PausedAnswer = z.object({ by: z.string(), since: z.string(), reason: z.string(), through: z.string() });

/** A route, as the admin API answers it. */
export const RouteAnswer = z.looseObject({
  name: z.string(),
  counts: z.object({
    waiting: z.int(),
    queued: z.int(),
    inDoubt: z.int(),
    dead: z.int(),
    blocked: z.int(),
    inFlight: z.int(),
  }),
  paused: PausedAnswer.nullable(),
});

/** A connection, as the admin API answers it. */
export const ConnectionAnswer = z.looseObject({
  id: z.string(),
  adapter: z.string(),
  version: z.string(),
  baseUrl: z.string(),
  circuit: z.object({ state: z.string() }),
  paused: PausedAnswer.nullable(),
});

/** What a test of a connection found out. */
export const ConnectionTestAnswer = z.looseObject({
  reached: z.boolean(),
  authenticated: z.boolean().nullable(),
  durationMs: z.int(),
  words: z.string(),
});

/** In a sentence; nothing of what goes on. */
export const pausedWords = ({ paused }: Pick<z.infer<typeof RouteAnswer>, "paused">): string =>
  paused
    ? `paused${paused.through === "connection" ? " with its connection" : ""} by ${paused.by} since ${paused.since}: ${paused.reason}`
    : "";
