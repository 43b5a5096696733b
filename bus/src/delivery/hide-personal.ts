import { fieldClasses, isRecord, type Contract } from "@spindlebus/contracts";
import { hiddenValue } from "../mask-body.ts";
import { jsonOf } from "./json-of.ts";

/** A text without what a message says about its person. */
export type Hide = (text: string) => string;

/** Shorter ones would be met in words that have nothing to do with them. */
const fewestChars = 5;
/** Of a message that says more than that, the longest are hidden. */
const mostValues = 300;

/**
 * Hides a message's personal and sensitive values wherever adapter or vendor repeat them in words of their own, where no key tells
 * what they are. The message is read when there is a text to hide them in: a healthy delivery has none.
 */
export function hidingOf(contract: Contract, body: Uint8Array): Hide {
  let values: readonly string[] | undefined;
  return (text) => {
    values ??= personalValues(contract, body);
    return hidden(text, values);
  };
}

const hidden = (text: string, values: readonly string[]): string =>
  values.reduce((shown, value) => shown.replaceAll(value, hiddenValue), text);

/** Hides every text of what no contract describes: any of them may be about a person. Of which type it is stays. */
export function hidingAll(data: unknown): Hide {
  const values = spellingsOf(textsAt(data, []));
  return (text) => hidden(text, values);
}

function personalValues(contract: Contract, body: Uint8Array): readonly string[] {
  const json = jsonOf(body);
  if (!json.ok) return [];
  return spellingsOf(hiddenPlaces(contract).flatMap((steps) => textsAt(json.value, steps)));
}

/** By contract: each of a storm's failures asks for all of them. */
const placesOf = new WeakMap<Contract, readonly (readonly string[])[]>();

/** Where personal and sensitive values stand, step by step. */
function hiddenPlaces(contract: Contract): readonly (readonly string[])[] {
  const known =
    placesOf.get(contract) ??
    fieldClasses(contract)
      .filter((field) => field.class !== "locked")
      .map(({ pointer }) => pointer.split("/").slice(1));
  placesOf.set(contract, known);
  return known;
}

/** Each as it is, as JSON spells it and as a URL does; the longest first, so that none hides a part of another. */
function spellingsOf(texts: readonly string[]): readonly string[] {
  const spellings = [...new Set(texts)]
    .filter((text) => text.length >= fewestChars)
    .toSorted((one, other) => other.length - one.length)
    .slice(0, mostValues)
    .flatMap((text) => [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text.toWellFormed())]);
  // Most have one spelling only.
  return [...new Set(spellings)];
}

/** Every text at a place and below it; of ids at vendors not whose they are and what they name. */
function textsAt(data: unknown, steps: readonly string[], at = 0): readonly string[] {
  const step = steps[at];
  if (step === undefined && typeof data === "string") return [data];
  if (!isRecord(data) && !Array.isArray(data)) return [];
  if (step === undefined || step === "*")
    return Object.entries(data).flatMap(([key, value]) =>
      step === undefined && namesVendor.has(key) ? [] : textsAt(value, steps, at + 1),
    );
  return isRecord(data) && Object.hasOwn(data, step) ? textsAt(data[step], steps, at + 1) : [];
}

const namesVendor = new Set(["vendor", "account", "type"]);
