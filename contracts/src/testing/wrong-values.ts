import { z } from "zod";
import { Currency } from "../values/money.ts";
import { Quantity } from "../values/quantity.ts";
import { Id } from "../values/text.ts";
import { BusinessDate, Instant } from "../values/time.ts";

/** Values that a schema must refuse, and what the refusal must say of each. */
export type WrongValues = readonly (readonly [title: string, value: unknown, says: RegExp])[];

/** The mistakes that publishers make with the shared values. */
const commonMistakes = new Map<z.core.$ZodType, WrongValues>([
  [
    Id,
    [
      ["a number for an id", 7001, /expected string/],
      ["an empty id", "", />=1 characters/],
    ],
  ],
  [Currency, [["a currency in lower case", "usd", /ISO 4217/]]],
  [
    Quantity,
    [
      ["a number for a quantity", 0.5, /expected string/],
      ["a decimal comma", "0,5", /plain decimal/],
    ],
  ],
  [
    Instant,
    [
      ["a local time", "2026-01-15T18:04:05+01:00", /RFC 3339 in UTC/],
      ["seconds since 1970", 1768500245, /RFC 3339 in UTC|expected string/],
    ],
  ],
  [BusinessDate, [["a day as a number", 20260115, /must be a day|expected string/]]],
]);

/** What is wrong for a schema; `origins` are the schemas that it was made of, itself among them. */
export function wrongValues(schema: z.core.$ZodType, origins: readonly z.core.$ZodType[]): WrongValues {
  const known = origins.flatMap((origin) => commonMistakes.get(origin) ?? []);
  if (known.length > 0) return known;
  const wrong = byType[schema instanceof z.ZodType ? schema.def.type : ""] ?? [];
  const least = schema instanceof z.ZodNumber ? (schema.minValue ?? -1) : -1;
  return least < 0 ? wrong : [...wrong, ["less than the least", least - 1, /must |>=/]];
}

const number: WrongValues = [
  ["a text for a number", "12", /expected (?:number|int)/],
  ["a fraction where only whole ones count", 12.5, /expected int/],
];
const listed: WrongValues = [["a word that is not in the list", "no such word", /expected/]];

const byType: Readonly<Record<string, WrongValues>> = {
  string: [["a number for a text", 1, /must be|expected/]],
  boolean: [["a text for yes or no", "true", /expected boolean/]],
  enum: listed,
  literal: listed,
  number,
  int: number,
  object: [["a text for an object", "{}", /expected object/]],
  record: [["a text for an object", "{}", /expected record/]],
  array: [["an object for a list", {}, /expected array/]],
};
