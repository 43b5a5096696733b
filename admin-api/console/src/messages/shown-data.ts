import { placesOf, prettyJson, readJson } from "../parts/exact-json.ts";

/** A message's data as the admin API shows them, with the text of the data digit for digit. */
export type ShownData = {
  readonly type: string;
  readonly contentType: string;
  readonly known: boolean;
  readonly masked: readonly { readonly pointer: string; readonly because: string }[];
  /** JSON, or what can be shown of other bytes. */
  readonly text: string;
  readonly isJson: boolean;
};

/** The data in an answer of `…/data`. */
export function shownDataOf(answer: string): ShownData {
  const read = JSON.parse(answer) as Omit<ShownData, "text" | "isJson"> & { readonly text: string | null };
  const { type, contentType, known, masked, text } = read;
  const [place] = placesOf(readJson(answer), "/data");
  const isJson = text === null;
  return { type, contentType, known, masked, isJson, text: text ?? answer.slice(place?.from, place?.to) };
}

/** JSON with a member on each line, or as it came. */
export const laidOut = ({ text, isJson }: Pick<ShownData, "text" | "isJson">, raw: boolean): string =>
  raw || !isJson ? text : prettyJson(text);
