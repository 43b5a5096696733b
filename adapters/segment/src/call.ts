import { createHash } from "node:crypto";
import { library } from "./vendor.ts";

/** Who did it, as canonical messages say it. */
type Person = { readonly externalId: string; readonly anonymousId?: string | undefined };

/** Fields that every call of Segment's spec has (segment.com/docs/connections/spec/common). */
export type Call = Readonly<Record<string, unknown>> & {
  readonly type: "track" | "page" | "screen" | "identify" | "group" | "alias";
  readonly messageId: string;
};

/**
 * The messageId by which Segment tells repeats. It takes at most 100 characters, and looks for repeats among the events of
 * all its customers: hence the namespace, and a digest where the readable id is too long.
 */
export function messageIdOf(namespace: string, ...parts: readonly string[]): string {
  const readable = `${namespace}:${parts.join(":")}`;
  if (readable.length < 100 && /^[\x21-\x7e]+$/.test(readable)) return readable;
  const digest = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  return `${namespace}:${digest}`;
}

/** The ids of a guest. */
export const idsOf = ({ externalId, anonymousId }: Person) => ({ userId: externalId, anonymousId });

/** The context of a call: by the library's name our own calls are known when Segment sends them back. */
export const contextWith = (more: Readonly<Record<string, unknown>> = {}) => ({ ...more, library });
