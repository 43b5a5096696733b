import { thrownAt } from "./thrown-at.ts";

/** What a function of an adapter gave, or how it failed. */
export type Guarded<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string };

/** An adapter that throws, or gives nothing, is a bug in the adapter, and must not become one in the bus. */
export function guarded<T>(where: string, run: () => T): Guarded<T> {
  try {
    const value = run();
    if (value === undefined) throw new Error("it gave nothing back");
    return { ok: true, value };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const frames = error instanceof Error ? thrownAt(error, import.meta.url) : [];
    const at = frames.length > 0 ? ` (at ${frames.join(", ")})` : "";
    return { ok: false, error: `The adapter threw in ${where}: ${text}${at}` };
  }
}
