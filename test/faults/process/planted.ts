import { plants } from "../plants/plants.ts";

const product = new URL("../../../bus/src/", import.meta.url);

type Source = string | ArrayBuffer | NodeJS.TypedArray;

/** Changes the sources of a planted bug as they are loaded; undefined for a module that it leaves alone. */
export function planted(names: readonly string[]): (url: string, source: Source) => string | undefined {
  const edits = names.flatMap((name) => {
    const plant = plants[name];
    if (!plant) throw new Error(`there is no planted bug "${name}"`);
    return plant.edits;
  });
  return (url, source) => {
    const own = edits.filter(({ file }) => new URL(file, product).href === url);
    if (own.length === 0) return undefined;
    const text = typeof source === "string" ? source : Buffer.from(source as Uint8Array).toString("utf8");
    return own.reduce(replaceOnce, text);
  };
}

/** What a bug replaces must be there exactly once, or it is not the bug that it says. */
export function replaceOnce(
  text: string,
  { file, search, replace }: { readonly file: string; readonly search: string; readonly replace: string },
): string {
  const parts = text.split(search);
  if (parts.length !== 2)
    throw new Error(`the planted bug in ${file} fits ${parts.length - 1} times, not once: ${search}`);
  return parts.join(replace);
}
