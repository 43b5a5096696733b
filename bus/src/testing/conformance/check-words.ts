import { fieldClasses } from "@spindlebus/contracts";
import type { AnyOperation } from "../../adapter/index.ts";
import type { Fault } from "./checks.ts";
import type { Spoken, Subject } from "./world.ts";

/** Shorter values stand in too many other words. */
const shortest = 5;

/**
 * No text about any delivery or request of any check (record, log line, word of an outcome or a refusal) holds a secret of
 * the connection or something personal of any message.
 */
export function checkWords({ adapter, fixtures, texts, messages, others }: Subject, fault: Fault): void {
  const all = [...new Set(texts)].join("\n");
  for (const [name, secret] of Object.entries(fixtures.secrets))
    for (const part of [secret, ...secret.split(",")])
      if (part.length >= shortest && all.includes(part))
        fault(`the secret ${name} is in an error or a record`);
  for (const [value, whose] of personalIn(adapter, messages, others))
    if (all.includes(JSON.stringify(value).slice(1, -1))) fault(`${whose} is in an error or a record`);
}

/** Everything personal of all messages, each once, and what it is. */
function personalIn(
  { operations }: Subject["adapter"],
  messages: Subject["messages"],
  others: Subject["others"],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const note = ({ contract, data }: Spoken, isMeant: (pointer: string) => boolean) => {
    for (const { pointer, class: fieldClass } of fieldClasses(contract))
      if (fieldClass !== "locked" && isMeant(pointer))
        for (const value of valuesAt(data, pointer.split("/").slice(1)))
          if (value.length >= shortest) found.set(value, `${fieldClass} ${pointer} of ${contract.type}`);
  };
  for (const [operation, { on }] of Object.entries<AnyOperation>(operations))
    note({ contract: on, data: messages.get(operation) }, () => true);
  for (const spoken of others) note(spoken, (pointer) => !openPlace.test(pointer));
  return found;
}

/**
 * Where what a vendor tells may stand in a record as well: the ids by which an operator finds it there, the vendor's own words,
 * and objects of any content, whose texts are words of anything.
 */
const openPlace = /\/(id|refs|message|ext|fields|properties|traits)(\/|$)/;

/** The texts at a JSON Pointer in which `*` is every member, and of whole objects all in them. */
function valuesAt(value: unknown, [step, ...rest]: readonly string[]): readonly string[] {
  if (typeof value === "string") return step === undefined ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  if (step === undefined && isRef(value)) return [value.id];
  if (step === undefined || step === "*") return Object.values(value).flatMap((each) => valuesAt(each, rest));
  return valuesAt((value as Readonly<Record<string, unknown>>)[step], rest);
}

/** A vendor's name and its word for a thing ("phone", "account") are words that any body may have; the id alone is somebody. */
const isRef = (value: object): value is { readonly id: string } =>
  "vendor" in value && "type" in value && "id" in value && typeof value.id === "string";
