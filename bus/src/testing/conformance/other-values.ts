/** A body in which one value is another. */
export type Changed = { readonly pointer: string; readonly body: string };

const mostPlaces = 150;

/** The body with each of its values replaced by what a vendor may send one day, one at a time. */
export function otherValues(json: unknown): readonly Changed[] {
  return placesOf(json)
    .slice(0, mostPlaces)
    .flatMap((place) =>
      replacements(valueAt(json, place)).map((value) => ({
        pointer: `/${place.join("/")}`,
        body: JSON.stringify(replaced(json, place, value)),
      })),
    );
}

type Place = readonly (string | number)[];

function placesOf(value: unknown, at: Place = []): readonly Place[] {
  if (typeof value !== "object" || value === null) return [at];
  const inner = Object.entries(value).flatMap(([name, each]) => placesOf(each, [...at, name]));
  return at.length === 0 ? inner : [at, ...inner];
}

function replacements(value: unknown): readonly unknown[] {
  if (typeof value === "string") return ["zz_new_at_the_vendor", "", null, undefined, 7];
  if (typeof value === "number") return [-1, 1.5, 1e21, String(value), null, undefined];
  return [null, undefined, "zz", []];
}

const valueAt = (json: unknown, place: Place): unknown =>
  place.reduce<unknown>((value, step) => (value as Readonly<Record<string | number, unknown>>)[step], json);

function replaced(json: unknown, [step, ...rest]: Place, value: unknown): unknown {
  if (step === undefined) return value;
  const copy = Array.isArray(json) ? [...(json as readonly unknown[])] : { ...(json as object) };
  const members = copy as Record<string | number, unknown>;
  members[step] = replaced(members[step], rest, value);
  return copy;
}

/** The body with each of its texts and objects replaced, one at a time, by what takes long to read: long, or deep. */
export function oversized(json: unknown): readonly Changed[] {
  return placesOf(json)
    .slice(0, mostOversized)
    .flatMap((place) =>
      (typeof valueAt(json, place) === "string" ? longTexts : [deep]).map((value) => ({
        pointer: `/${place.join("/")}`,
        body: JSON.stringify(replaced(json, place, value)),
      })),
    );
}

const mostOversized = 40;

/** The short ones are enough for a pattern that tries everything; on the long ones it is enough to try each with each. */
const longTexts = ["a", "1", " "].flatMap((letter) => [`${letter.repeat(27)}!`, `${letter.repeat(30_000)}!`]);

/** As deep as nothing is that a vendor means. */
const deep = Array.from({ length: 400 }).reduce<unknown>((inner) => ({ inner: [inner] }), "deep");
