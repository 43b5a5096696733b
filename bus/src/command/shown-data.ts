import { z } from "zod";
import type { Api } from "./api.ts";
import { read } from "./api.ts";
import { parseExactly } from "./exact-json.ts";
import { wrongUsage } from "./failure.ts";
import type { Print } from "./print.ts";

const ShownData = z.looseObject({
  data: z.unknown(),
  text: z.string().nullable(),
  masked: z.array(z.looseObject({ pointer: z.string(), because: z.string() })),
});

/** A message's data as they may be shown, numbers digit for digit; undefined where the bytes are not stored. */
export async function shownData(api: Api, path: string): Promise<z.infer<typeof ShownData> | undefined> {
  const { status, text } = await api.send({ method: "GET", path: `${path}/data`, expected: [404, 410] });
  return status === 200 ? read(ShownData, parseExactly(text), `admin API, ${path}/data`) : undefined;
}

/** Tells data for people, and what of them is hidden. */
export function tellData(print: Print, { data, text, masked }: z.infer<typeof ShownData>): void {
  print.line(`\n${text ?? JSON.stringify(data, undefined, 2)}`);
  const hidden = masked.map(({ pointer, because }) => `${pointer === "" ? "all" : pointer} (${because})`);
  if (hidden.length > 0) print.line(`\nmasked: ${hidden.join(", ")}`);
}

/** The bytes as they came, as text, also where they are not JSON. */
export const payloadText = async (api: Api, path: string, reason: string, query = ""): Promise<string> =>
  (await api.send({ method: "GET", path: `${path}/payload?${query}reason=${encodeURIComponent(reason)}` }))
    .text;

/** Why somebody has to see values as they are. @throws CommandFailure where they do not say it */
export function reasonToSee(reason: string | undefined): string {
  if (reason !== undefined) return reason;
  throw wrongUsage("This shows values as they are. Say why, for the audit: --reason <text>.");
}
