import { baseUrl } from "../api/base.ts";

/** One delivery, as far as links and commands name it. */
export type Named = { readonly id: string; readonly messageId: string; readonly route: string };

/** The address of its page, to be sent to somebody. */
export const pageUrl = ({ messageId, route }: Named): string =>
  new URL(`messages/${messageId}?route=${encodeURIComponent(route)}`, baseUrl).href;

/** The command that tells the same. */
export const commandFor = ({ id }: Named): string => `npx spindle failures show ${id}`;

/** The request that answers the same; the token is the reader's own. */
export const curlFor = ({ id }: Named): string =>
  `curl -H "Authorization: Bearer $SPINDLE_TOKEN" '${new URL(`api/v1/failures/${id}`, baseUrl).href}'`;

/** A link by an installation's template; undefined where it has none, or not all that it wants is known. */
export function filledIn(
  template: string | null | undefined,
  values: Readonly<Record<string, string | null | undefined>>,
): string | undefined {
  if (template === null || template === undefined) return undefined;
  const wanted = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => values[name]);
  if (wanted.some((value) => !value)) return undefined;
  const link = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
  return /^https?:\/\//i.test(link) ? link : undefined;
}

/** What links elsewhere name of a message: its trace (W3C Trace Context), and what its source calls it. */
export const originOf = (
  message:
    | { readonly traceparent: string | null; readonly source: string; readonly sourceId: string }
    | undefined,
) => ({
  traceId: message?.traceparent?.split("-")[1],
  source: message?.source,
  sourceId: message?.sourceId,
});
