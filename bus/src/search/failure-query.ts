import type { FailureFilter } from "../operations/failures.ts";
import { fieldReaders, type FieldName } from "./query-fields.ts";
import { QueryFault, queryTerms, type QueryTerm } from "./query-terms.ts";

const payloadPrefix = "payload.";
/** How people paste a delivery: by its message's id, whole or the beginning of it. */
const messageIdForm = /^[0-9a-f]{8}-[0-9a-f-]{0,27}$/i;

/** The filter that a query is. @throws QueryFault */
export function parseFailureQuery(query: string): FailureFilter {
  return queryTerms(query).reduce<FailureFilter>(
    (filter, term) => mergeFilters(filter, filterOf(term), term.at),
    {},
  );
}

/** A filter that takes both; whatever can be said only once must not be said twice. @throws QueryFault */
export function mergeFilters(one: FailureFilter, other: FailureFilter, at: number): FailureFilter {
  const twice = Object.keys(other).find((name) => name !== "texts" && name !== "payload" && name in one);
  if (twice !== undefined) throw new QueryFault(at, `${twice === "states" ? "state" : twice} is given twice`);
  const texts = [...(one.texts ?? []), ...(other.texts ?? [])];
  const payload = [...(one.payload ?? []), ...(other.payload ?? [])];
  return { ...one, ...other, ...(texts.length > 0 && { texts }), ...(payload.length > 0 && { payload }) };
}

function filterOf({ name, value, at }: QueryTerm): FailureFilter {
  if (name === undefined) return messageIdForm.test(value) ? { message: value } : { texts: [value] };
  if (name.startsWith(payloadPrefix)) return { payload: [{ path: name.slice(payloadPrefix.length), value }] };
  if (!isField(name)) {
    const known = Object.keys(fieldReaders).join(", ");
    throw new QueryFault(
      at,
      `there is no field "${name}": there are ${known}, and payload.<path>; text with a colon needs quotes`,
    );
  }
  const read = fieldReaders[name](value);
  if (typeof read === "string") throw new QueryFault(at + name.length + 1, `${name} ${read}`);
  return read;
}

const isField = (name: string): name is FieldName => Object.hasOwn(fieldReaders, name);
