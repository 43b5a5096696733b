import { z } from "zod";
import { isRecord, pointerOf } from "../pointer.ts";
import { wrongValues } from "./wrong-values.ts";

/** Valid data with one thing wrong in it, and the refusal that it deserves. */
export interface Fault {
  readonly title: string;
  readonly data: unknown;
  /** The JSON Pointer in the event that the refusal must name, and no other. */
  readonly pointer: string;
  readonly says: RegExp;
}

type Path = readonly (string | number)[];
type Place = { readonly example: unknown; readonly path: Path };

/**
 * Every single fault in what an example has: a required field missing, a value of another type, an unknown key. Of a list its
 * first item stands for all, and what may have several shapes is only looked at as a whole.
 */
export function faultsOf(
  schema: z.core.$ZodType,
  value: unknown,
  place: Place = { example: value, path: [] },
): readonly Fault[] {
  const origins = originsOf(schema);
  const own = origins.find((origin) => wrappedIn(origin) === undefined) ?? schema;
  const wrong = wrongValues(own, origins).map(([title, other, says]) => fault(place, title, other, says));
  if (own instanceof z.ZodArray && Array.isArray(value) && value.length > 0) {
    return [...wrong, ...faultsOf(own.element, value[0], below(place, 0))];
  }
  if (!(own instanceof z.ZodObject) || !isRecord(value)) return wrong;
  const stranger = fault(
    below(place, "no/such~key"),
    "an unknown key",
    1,
    /^is not a field of this contract$/,
  );
  return [...wrong, stranger, ...Object.entries(own.shape).flatMap(([key, child]) => inField(child, key))];

  function inField(child: z.core.$ZodType, key: string): readonly Fault[] {
    const field = below(place, key);
    const missing =
      child instanceof z.ZodOptional ? [] : [fault(field, "missing", undefined, /^is required$/)];
    const present = isRecord(value) && Object.hasOwn(value, key);
    return present ? [...missing, ...faultsOf(child, value[key], field)] : missing;
  }
}

const below = ({ example, path }: Place, step: string | number): Place => ({
  example,
  path: [...path, step],
});

const fault = ({ example, path }: Place, title: string, value: unknown, says: RegExp): Fault => ({
  title: `${pointerOf(path) || "/"}: ${title}`,
  data: replaced(example, path, value),
  pointer: pointerOf(["data", ...path]),
  says,
});

/** A copy with another value at the path; undefined takes it away. */
function replaced(value: unknown, [step, ...rest]: Path, other: unknown): unknown {
  if (step === undefined) return other;
  if (Array.isArray(value)) return value.with(Number(step), replaced(value[Number(step)], rest, other));
  const { [step]: old, ...kept } = isRecord(value) ? value : {};
  const now = replaced(old, rest, other);
  return now === undefined ? kept : { ...kept, [step]: now };
}

/** A schema, what it wraps, and the ones it was copied from when something was said about it. */
function originsOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  // oxlint-disable-next-line no-underscore-dangle -- zod's own name for what it publishes to library authors
  const next = [wrappedIn(schema), schema._zod.parent].filter((origin) => origin !== undefined);
  return [schema, ...next.flatMap((origin) => originsOf(origin))];
}

const wrappedIn = (schema: z.core.$ZodType): z.core.$ZodType | undefined =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodReadonly
    ? schema.unwrap()
    : undefined;
