import { fieldClasses } from "@spindlebus/contracts";
import type { AnyOperation } from "../../adapter/index.ts";
import type { Fault } from "./checks.ts";
import type { Subject } from "./world.ts";

/** Shorter values stand in too many other words. */
const shortest = 5;

/** No text about any delivery of any check holds a secret of the connection or something personal of a message. */
export function checkWords({ adapter, fixtures, texts, messages }: Subject, fault: Fault): void {
  const all = texts.join("\n");
  for (const [name, secret] of Object.entries(fixtures.secrets))
    for (const part of [secret, ...secret.split(",")])
      if (part.length >= shortest && all.includes(part))
        fault(`the secret ${name} is in an error or a record`);
  for (const [operation, { on }] of Object.entries<AnyOperation>(adapter.operations)) {
    const message = messages.get(operation);
    for (const { pointer, class: fieldClass } of fieldClasses(on)) {
      if (fieldClass === "locked") continue;
      for (const value of valuesAt(message, pointer.split("/").slice(1)))
        if (value.length >= shortest && all.includes(JSON.stringify(value).slice(1, -1)))
          fault(`${fieldClass} ${pointer} of ${on.type} is in an error or a record of ${operation}`);
    }
  }
}

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
