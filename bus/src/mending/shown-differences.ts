import { checkData, fieldClasses, type Contract } from "@spindlebus/contracts";
import { hiddenValue } from "../mask-body.ts";
import { differencesOf, type Difference } from "./differences.ts";
import { readExactly, type ExactTree } from "./exact-tree.ts";
import { placesOf } from "./places.ts";

type Shown = {
  /** Undefined where the type has none any more: then nobody can say which fields are personal. */
  readonly contract: Contract | undefined;
  /** Whether the reader may see what is personal; what is sensitive nobody sees. */
  readonly personal: boolean;
};

/** Where two bodies differ, for a person: values that the reader may not see are hidden, and so are the names below them. */
export function shownDifferences(
  before: Uint8Array,
  after: Uint8Array,
  { contract, personal }: Shown,
): readonly Difference[] {
  const is = readOrNothing(after);
  if (is === undefined) return [{ pointer: "", change: "changed", before: hiddenValue, after: hiddenValue }];
  const differences = differencesOf(readOrNothing(before), is);
  const place = contract ? hiddenPlaceOf(contract, personal, before) : () => "";
  const shown = differences.map((difference) => {
    const hidden = place(difference.pointer);
    return hidden === undefined ? difference : masked(difference, hidden);
  });
  return [...new Map(shown.map((each) => [each.pointer, each])).values()];
}

/** The places of differences as anybody may read them, each once. */
export function shownPlaces(
  before: Uint8Array,
  after: Uint8Array,
  contract: Contract | undefined,
): readonly string[] {
  return shownDifferences(before, after, { contract, personal: false }).map(({ pointer }) => pointer);
}

const masked = ({ change, before, after }: Difference, pointer: string): Difference => ({
  pointer,
  change,
  before: before === null ? null : hiddenValue,
  after: after === null ? null : hiddenValue,
});

/** The place under which a hidden value is told: the field that is personal, and not the names of what is in it. */
function hiddenPlaceOf(contract: Contract, personal: boolean, before: Uint8Array) {
  const kindsOf = placesOf(contract);
  const depths = fieldClasses(contract).flatMap(({ pointer, class: kind }) =>
    kind === "locked" ? [] : [pointer.split("/")],
  );
  const strange = strangeFieldsOf(contract, before);
  return (pointer: string): string | undefined => {
    const kinds = kindsOf(pointer);
    const isStrange = strange.find((field) => pointer === field || pointer.startsWith(`${field}/`));
    if (isStrange !== undefined) return `${isStrange.slice(0, isStrange.lastIndexOf("/"))}/*`;
    if (!kinds.has("sensitive") && (personal || !kinds.has("personal"))) return undefined;
    const steps = pointer.split("/");
    const around = depths.filter((place) => place.every((step, at) => step === "*" || step === steps[at]));
    const depth = Math.min(steps.length, ...around.map(({ length }) => length));
    return steps.slice(0, depth).join("/");
  };
}

/** Fields that the contract does not have: of what class they are nobody knows. */
function strangeFieldsOf(contract: Contract, body: Uint8Array): readonly string[] {
  const checked = checkData(contract, jsonOrNothing(body));
  if (checked.ok) return [];
  const { errors } = checked.problem;
  // Where only the first of very many faults are told, any field may be strange.
  if (errors.length >= mostFaultsTold) return [""];
  const strange = errors.filter(({ detail }) => detail === "is not a field of this contract");
  return strange.map(({ pointer }) => pointer.replace(/^\/data/, ""));
}

const mostFaultsTold = 100;

function readOrNothing(body: Uint8Array): ExactTree | undefined {
  try {
    return readExactly(Buffer.from(body).toString("utf8"));
  } catch {
    return undefined;
  }
}

function jsonOrNothing(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString("utf8"));
  } catch {
    return undefined;
  }
}
