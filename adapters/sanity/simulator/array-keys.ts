/** Gives objects in lists a `_key`, as Sanity does where it is asked for `autoGenerateArrayKeys`. */
export const withArrayKeys = <Value>(value: Value): Value => keyed(value) as Value; // nothing else about it changes

function keyed(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map((each, index) => {
      const item = keyed(each);
      const isObject = typeof item === "object" && item !== null && !Array.isArray(item);
      return isObject && !("_key" in item) ? { _key: `k${index}`, ...item } : item;
    });
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, keyed(each)]));
}
