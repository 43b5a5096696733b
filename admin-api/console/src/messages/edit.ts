import { JsonFault, tryJson } from "../parts/exact-json.ts";
import type { Mark } from "../parts/json-editor.tsx";
import { patchBetween, spelledPatch, type Operation } from "./exact-patch.ts";
import { marksOf } from "./shown-data.ts";

/** What stands for a value that is hidden. */
const hidden = "•••";

/** Data as they were shown for editing, and as they are now. */
export type Draft = {
  readonly before: string;
  readonly text: string;
  /** Whether hidden values are among them: then only what changes is sent, and the rest stays as it is. */
  readonly isMasked: boolean;
  /** What failed at the way in is sent as it is written, whatever it is: it never became a message. */
  readonly isFree: boolean;
  /** The revision that they are; 0 is the message as it was published. */
  readonly base: number;
};

/** What is wrong, and where in the data. */
export type Fault = { readonly pointer: string; readonly detail: string };

/** What says the edit to the admin API, as members of a request's body; or what is wrong with it already here. */
export type Said =
  | { readonly ok: true; readonly members: string; readonly operations: readonly Operation[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** The edit as the admin API takes it, every number by its digits. */
export function saidOf({ before, text, isMasked, isFree, base }: Draft): Said {
  const whole = {
    ok: true,
    members: `"body":${JSON.stringify(text)},"base":${base}`,
    operations: [],
  } as const;
  if (isFree) return whole;
  const now = tryJson(text);
  if (now instanceof JsonFault) return { ok: false, faults: [{ pointer: "", detail: now.message }] };
  if (!isMasked)
    return { ok: true, members: `"body":${JSON.stringify(text)},"base":${base}`, operations: [] };
  const operations = patchBetween(before, text);
  const faults = operations
    .filter((operation) => operation.op !== "remove" && operation.value.includes(hidden))
    .map(({ path }) => ({
      pointer: path,
      detail: "has a hidden value in it: show personal data to change this.",
    }));
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, members: `"patch":${spelledPatch(operations)},"base":${base}`, operations };
}

/** Whether anything but the layout was changed. */
export function isChanged({ before, text }: Pick<Draft, "before" | "text">): boolean {
  if (before === text) return false;
  try {
    return patchBetween(before, text).length > 0;
  } catch {
    return true;
  }
}

/** The revision that would be sent next: 0 is the message as it was published. `revisions` are newest first. */
export const nextRevisionOf = (
  revisions: readonly { readonly n: number; readonly state: string }[],
): number => revisions.find(({ state }) => state === "approved" || state === "dispatched")?.n ?? 0;

/** Where in the text somebody has to look: at what is no JSON, else at what was found against the data. */
export function marksIn(text: string, faults: readonly Fault[], isFree = false): readonly Mark[] {
  const read = tryJson(text);
  if (read instanceof JsonFault)
    return isFree ? [] : [{ from: read.at, to: read.at + 1, words: read.message }];
  return marksOf(text, faults);
}

/** Where in the data a fault is that the admin API tells by its place in the request. */
export function faultInData({ pointer, detail }: Fault, operations: readonly Operation[]): Fault {
  const [, index] = /^\/patch\/(\d+)/.exec(pointer) ?? [];
  if (index !== undefined) return { pointer: operations[Number(index)]?.path ?? "", detail };
  return { pointer: pointer.replace(/^\/(data|body)(?=\/|$)/, ""), detail };
}
