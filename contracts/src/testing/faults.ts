import { z } from "zod";
import { isRecord, pointerOf } from "../pointer.ts";
import type { Lender } from "./borrowed.ts";
import { bare, originsOf } from "./origins.ts";
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
/** What of the data is looked at: the whole example, and the path in it. */
type Place = { readonly example: unknown; readonly path: Path };

/**
 * Every single fault in what an example has, or might have had by what the lender knows: a required field missing, a value of
 * another type, an unknown key. Of a list its first item stands for all, and what may have several shapes is only looked at
 * as a whole.
 */
export function faultsOf(schema: z.core.$ZodType, example: unknown, lend: Lender): readonly Fault[] {
  return inside(schema, example, { example, path: [] });

  function inside(at: z.core.$ZodType, value: unknown, place: Place): readonly Fault[] {
    const own = bare(at);
    const wrong = wrongValues(own, originsOf(at)).map(([title, other, says]) =>
      fault(place, title, other, says),
    );
    if (own instanceof z.ZodArray && Array.isArray(value) && value.length > 0) {
      return [...wrong, ...inside(own.element, value[0], below(place, 0))];
    }
    if (!(own instanceof z.ZodObject) || !isRecord(value)) return wrong;
    const stranger = fault(
      below(place, "no/such~key"),
      "an unknown key",
      1,
      /^is not a field of this contract$/,
    );
    const fields = Object.entries(own.shape).flatMap(([key, child]) =>
      inField(child, value[key], below(place, key)),
    );
    return [...wrong, stranger, ...fields];
  }

  function inField(child: z.core.$ZodType, value: unknown, place: Place): readonly Fault[] {
    if (!(child instanceof z.ZodOptional)) {
      return [fault(place, "missing", undefined, /^is required$/), ...inside(child, value, place)];
    }
    if (value !== undefined) return inside(child, value, place);
    const lent = lend(child);
    const lending = { ...place, example: replaced(place.example, place.path, lent) };
    // What was lent is valid by itself, and may still contradict another field.
    return z.safeParse(schema, lending.example).success ? inside(child, lent, lending) : [];
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
