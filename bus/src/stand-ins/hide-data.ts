import { fieldClasses, type Contract } from "@spindlebus/contracts";
import { rewriteJson, type Leaf } from "./rewrite-json.ts";
import type { StandIns } from "./stand-ins.ts";

/**
 * A message's data, as JSON text, with stand-ins for what its contract says is personal or sensitive, and wherever else such a
 * value is met. Everything else stays as it is spelled.
 */
export function hideData(text: string, contract: Contract, standIns: StandIns): string {
  const places = fieldClasses(contract)
    .filter((field) => field.class !== "locked")
    .map(({ pointer }) => pointer.split("/").slice(1).map(unescaped));
  // Twice: a value may be met in a field of no class before the one that has it.
  rewriteJson(text, { leaf: (leaf) => hidden(leaf, places, standIns) });
  return rewriteJson(text, {
    leaf: (leaf) => hidden(leaf, places, standIns) ?? knownOf(leaf, standIns),
    key: (key) => standIns.known(key) ?? key,
  });
}

type Places = readonly (readonly string[])[];

function hidden({ path, value, kind }: Leaf, places: Places, standIns: StandIns): string | undefined {
  const place = places.find((steps) =>
    steps.every((step, n) => (step === "*" ? path[n] !== undefined : step === path[n])),
  );
  if (!place || namesVendor(path.slice(place.length))) return undefined;
  // An amount is nobody's name; a number as long as a phone's or a card's may be.
  return kind === "string" || /^\d{7,}$/.test(value) ? standIns.of(value) : undefined;
}

/** In a field of no class: what is known to be personal, also as a part of it, and an address that nobody declared. */
function knownOf({ value, kind }: Leaf, standIns: StandIns): string | undefined {
  if (kind === "number") return undefined;
  const told = standIns.inText(value);
  return told === value && /[^\s@]@[^\s@]+\./.test(value) ? standIns.of(value) : told;
}

/** Of ids at vendors, whose they are and what they name: the adapter looks its own up by that. */
const namesVendor = ([item, member, ...more]: readonly string[]): boolean =>
  item === "*" && more.length === 0 && ["vendor", "account", "type"].includes(member ?? "");

const unescaped = (step: string): string => step.replaceAll("~1", "/").replaceAll("~0", "~");
