import { faultsOfPatch, readPatch, type Patch } from "@spindlebus/bus/engine";
import { memberSlices } from "@spindlebus/contracts";
import type { FieldError } from "./problem.ts";

type PatchKind = Patch["kind"];

/** The patch as it is spelled in the request, where alone its numbers are exact. */
export function spelledPatch(
  kind: PatchKind,
  text: string,
): { readonly patch: Patch; readonly spelled: string } {
  const slice = memberSlices(text).find(({ key }) => key === kind);
  const spelled = slice ? text.slice(slice.start, slice.end) : "null";
  return { spelled, patch: readPatch(kind, spelled) };
}

/** What is wrong with a patch, at its places in the request. */
export const patchFaults = (patch: Patch): readonly FieldError[] =>
  faultsOfPatch(patch).map(({ pointer, detail }) => ({ pointer: `/${patch.kind}${pointer}`, detail }));
