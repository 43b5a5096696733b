import { JsonFault, tryJson } from "../parts/exact-json.ts";

/** A patch that somebody writes for a group. */
export type Draft = {
  readonly groupId: string;
  readonly kind: "patch" | "mergePatch";
  /** As it was typed: its numbers stay digit for digit. */
  readonly text: string;
  /** As the field for a moment has it, in local time; empty for none. */
  readonly activeUntil: string;
};

/** What one begins with. */
export const examples = {
  patch: `[
  { "op": "test", "path": "/channel", "value": "webb" },
  { "op": "replace", "path": "/channel", "value": "web" }
]`,
  mergePatch: `{
  "channel": "web"
}`,
} as const;

/** An empty draft for a group. */
export const newDraft = (groupId: string): Draft => ({
  groupId,
  kind: "patch",
  text: examples.patch,
  activeUntil: "",
});

/** What is wrong with the text of the patch, and where. */
export function patchFault({ kind, text }: Draft) {
  const read = tryJson(text);
  if (read instanceof JsonFault) return { from: read.at, to: read.at + 1, words: read.message };
  const wanted = kind === "patch" ? "array" : "object";
  if (read.kind === wanted) return undefined;
  const words =
    kind === "patch"
      ? 'A JSON Patch is a list of operations: [{ "op": … }].'
      : "A merge patch is an object with what changes.";
  return { from: read.from, to: read.to, words };
}

const mostActiveMs = 90 * 86_400_000;

/** Why the draft cannot be tried yet. */
export function faultOfDraft(draft: Draft, nowMs = Date.now()): string | undefined {
  if (patchFault(draft)) return "Mend the patch first.";
  if (draft.activeUntil === "") return undefined;
  const until = new Date(draft.activeUntil).getTime();
  if (!(until > nowMs)) return "It goes on until a moment that is to come.";
  return until > nowMs + mostActiveMs ? "It goes on for 90 days at most." : undefined;
}

/** Why it is proposed, and for which failures: those that its preview was over. */
type Proposal = {
  readonly seen: { readonly selected: number | null; readonly checksum: string | null };
  readonly reason: string;
};

/** A request's body; the patch in it is the text that was typed. Only for a draft without fault. */
export function bodyOfDraft({ groupId, kind, text, activeUntil }: Draft, proposal?: Proposal): string {
  const { seen, reason } = proposal ?? {};
  const rest = JSON.stringify({
    selection: {
      filter: { group: groupId },
      expectedCount: seen?.selected ?? undefined,
      expectedChecksum: seen?.checksum ?? undefined,
    },
    activeUntil: activeUntil === "" ? undefined : new Date(activeUntil).toISOString(),
    reason,
  });
  return `${rest.slice(0, -1)},"${kind}":${text}}`;
}
