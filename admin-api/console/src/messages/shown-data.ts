import type { Mark } from "../parts/json-editor.tsx";
import { JsonFault, placesOf, prettyJson, readJson, tryJson } from "../parts/exact-json.ts";

/** A message's data as the admin API shows them, with the text of the data digit for digit. */
export type ShownData = {
  readonly type: string;
  readonly contentType: string;
  readonly known: boolean;
  readonly masked: readonly { readonly pointer: string; readonly because: string }[];
  /** What came beside them, as CloudEvents names it. */
  readonly attributes: Readonly<Record<string, string>>;
  /** What the contract says against them. */
  readonly faults: readonly { readonly pointer: string; readonly detail: string }[];
  /** JSON, or what can be shown of other bytes. */
  readonly text: string;
  readonly isJson: boolean;
};

/** The data in an answer of `…/data`. */
export function shownDataOf(answer: string): ShownData {
  const read = JSON.parse(answer) as Omit<ShownData, "text" | "isJson"> & { readonly text: string | null };
  const { type, contentType, known, masked, attributes, faults, text } = read;
  const [place] = placesOf(readJson(answer), "/data");
  const isJson = text === null;
  const shown = { type, contentType, known, masked, attributes, faults };
  return { ...shown, isJson, text: text ?? answer.slice(place?.from, place?.to) };
}

/** JSON with a member on each line, or as it came. */
export const laidOut = ({ text, isJson }: Pick<ShownData, "text" | "isJson">, raw: boolean): string =>
  raw || !isJson ? text : prettyJson(text);

/** Where in a text the faults are that a contract finds; a text that is no JSON has none that could be shown. */
export function marksOf(text: string, faults: ShownData["faults"]): readonly Mark[] {
  const root = tryJson(text);
  if (root instanceof JsonFault) return [];
  return faults.flatMap(({ pointer, detail }) =>
    placesOf(root, pointer).map(({ from, to }) => ({ from, to, words: `${pointer || "/"} ${detail}` })),
  );
}
