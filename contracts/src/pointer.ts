/** The JSON Pointer (RFC 6901) of a path; the empty path is the whole document, `""`. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${escapeStep(String(step))}`).join("");
}

/** One step of a JSON Pointer, with `~` and `/` escaped. */
export const escapeStep = (step: string): string => step.replaceAll("~", "~0").replaceAll("/", "~1");

/** The value at a dotted property path such as `member.memberId`, or undefined. */
export function valueAt(data: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>(
    // Own properties only: a path must never resolve to something of Object.prototype.
    (value, key) => (isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    data,
  );
}

/** Whether a value is an object with string keys (and not an array). */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
