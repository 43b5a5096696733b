import type { Envelope } from "@spindlebus/contracts";
import { z } from "zod";
import type { Fact } from "../adapter/index.ts";

/** One message on one operation of one connection, for one version of an adapter to look at. */
export type Question = {
  readonly connection: string;
  readonly operation: string;
  readonly envelope: Envelope;
  readonly body: Uint8Array;
  readonly checkedBy?: string;
  /** What `recall` named; absent until somebody has looked it up. */
  readonly recalled?: Readonly<Record<string, Fact>>;
};

/** What the command tells the process that runs a version. */
export type Order =
  | {
      readonly kind: "load";
      /** Path of the module whose default export is the adapter. */
      readonly entry: string;
      /** By connection id. */
      readonly settings: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: "ask"; readonly n: number; readonly questions: readonly Question[] };

const WantedFact = z.object({
  kind: z.string(),
  ids: z.array(z.string()).max(1_000),
  writtenBy: z.string(),
  entityKey: z.string().exactOptional(),
  optional: z.boolean().exactOptional(),
});

const Result = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("request"),
    method: z.string(),
    path: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string().exactOptional(),
  }),
  z.object({ kind: z.literal("skipped"), why: z.string() }),
  z.object({ kind: z.literal("concluded"), why: z.string() }),
  z.object({ kind: z.literal("invalid"), why: z.string() }),
  z.object({ kind: z.literal("threw"), why: z.string() }),
  /** It needs facts first. */
  z.object({ kind: z.literal("recalls"), wanted: z.record(z.string(), WantedFact) }),
]);

/** What a version makes of a message. */
export type Result = z.infer<typeof Result>;

/** What the process tells the command. Old code may say anything: it is checked. */
export const Report = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("loaded"),
    version: z.string().catch("unknown"),
    /** By operation: the types of messages that it takes. */
    operations: z.record(z.string(), z.array(z.string())),
  }),
  z.object({ kind: z.literal("failed"), why: z.string() }),
  z.object({ kind: z.literal("told"), n: z.int(), results: z.array(Result) }),
]);
export type Report = z.infer<typeof Report>;
