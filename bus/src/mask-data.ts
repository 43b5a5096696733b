import { checkData, fieldClasses, isRecord, type Contract, type FieldClass } from "@spindlebus/contracts";
import { hiddenValue, isTellingKey, maskBody } from "./mask-body.ts";
import { readExactly, writeExactly, type ExactTree } from "./mending/exact-tree.ts";
import { scrub } from "./redact.ts";

/**
 * Why a value is hidden: its contract says whose it is; its contract does not know it, and its name does not vouch for it; or it
 * reads as an address, wherever it stands.
 */
export type MaskedBecause = Exclude<FieldClass, "locked"> | "unknown" | "address";

/** A hidden value, by its JSON Pointer in the data, in which `*` stands for every item of a list. */
export type MaskedPlace = { readonly pointer: string; readonly because: MaskedBecause };

/** A message's data as anybody may see them who may read at all. */
export type MaskedData = {
  /** As JSON, numbers digit for digit; undefined where the bytes are no JSON. */
  readonly json: string | undefined;
  /** What can be shown of bytes that are no JSON. */
  readonly text: string | undefined;
  readonly masked: readonly MaskedPlace[];
};

/** Hides what the contract says is personal or sensitive, and of what it does not know everything whose name does not vouch for it. */
export function maskData(body: Uint8Array, contract: Contract | undefined): MaskedData {
  const text = Buffer.from(body).toString("utf8");
  const masked = new Map<string, MaskedPlace>();
  const hide = (pointer: string, because: MaskedBecause): string => {
    masked.set(`${pointer} ${because}`, { pointer, because });
    return hiddenValue;
  };
  try {
    const tree = readExactly(text);
    const classed = contract ? classedPlaces(contract) : [];
    const isStrange = contract ? strangePlaces(contract, JSON.parse(text)) : () => true;
    const json = writeExactly(
      shown(tree, { path: [], pointer: "", exact: "" }, { classed, isStrange, hide }),
    );
    return { json, text: undefined, masked: [...masked.values()] };
  } catch {
    // No JSON, or deeper than a stack bears.
    const masking = { scrub: (each: string) => scrub(each), freeText: false };
    return { json: undefined, text: maskBody(text, masking), masked: [{ pointer: "", because: "unknown" }] };
  }
}

type Classed = { readonly steps: readonly string[]; readonly because: Exclude<FieldClass, "locked"> };

const classedPlaces = (contract: Contract): readonly Classed[] =>
  fieldClasses(contract).flatMap(({ pointer, class: because }) =>
    because === "locked" ? [] : [{ steps: pointer.split("/").slice(1), because }],
  );

/** Whether the contract has nothing to say of a place: it is no field of it, or holds what it may not. */
function strangePlaces(contract: Contract, data: unknown): (pointer: string) => boolean {
  const checked = checkData(contract, data);
  const errors = checked.ok ? [] : checked.problem.errors;
  // Where only the first of very many faults are told, any place may be one.
  if (errors.length >= mostFaultsTold) return () => true;
  const strange = new Set(errors.map(({ pointer }) => pointer.replace(/^\/data/, "")));
  return (pointer) => strange.has(pointer);
}

const mostFaultsTold = 100;

type Place = {
  readonly path: readonly string[];
  /** With `*` for items, as it is told. */
  readonly pointer: string;
  readonly exact: string;
};

type Rules = {
  readonly classed: readonly Classed[];
  readonly isStrange: (pointer: string) => boolean;
  readonly hide: (pointer: string, because: MaskedBecause) => string;
};

function shown(value: ExactTree, place: Place, rules: Rules): ExactTree {
  if (value === null) return null;
  const { path, pointer, exact } = place;
  const classed = rules.classed.find(({ steps }) => isAt(steps, path));
  if (classed) return rules.hide(pointer, classed.because);
  if (rules.isStrange(exact)) return vouched(value, place, rules.hide);
  if (typeof value === "object") return eachOf(value, place, (child, below) => shown(child, below, rules));
  return isAddress(value) ? rules.hide(pointer, "address") : value;
}

const isAt = (steps: readonly string[], path: readonly string[]): boolean =>
  steps.length === path.length && steps.every((step, at) => step === "*" || step === path[at]);

/** What nobody knows: a value is shown where its name vouches for it, and scrubbed all the same. */
function vouched(value: ExactTree, place: Place, hide: Rules["hide"]): ExactTree {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "object") return eachOf(value, place, (child, below) => vouched(child, below, hide));
  const name = place.path.findLast((step) => !/^\d+$/.test(step)) ?? "";
  if (!isTellingKey(name)) return hide(place.pointer, "unknown");
  return scrub(value) === value ? value : hide(place.pointer, "unknown");
}

function eachOf(
  value: readonly ExactTree[] | { readonly [key: string]: ExactTree },
  { path, pointer, exact }: Place,
  show: (child: ExactTree, place: Place) => ExactTree,
): ExactTree {
  const below = (step: string, told: string): Place => ({
    path: [...path, step],
    pointer: `${pointer}/${told}`,
    exact: `${exact}/${step}`,
  });
  if (Array.isArray(value)) return value.map((child: ExactTree, at) => show(child, below(String(at), "*")));
  if (!isRecord(value)) return null;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => {
      const step = name.replaceAll("~", "~0").replaceAll("/", "~1");
      return [scrub(name), show(child, below(step, scrub(step)))];
    }),
  );
}

/** An e-mail address that no contract declares. */
const isAddress = (value: ExactTree): boolean =>
  typeof value === "string" && /[^\s@](@|%40)[^\s@]+\./.test(value);
