import { prettyJson } from "../parts/exact-json.ts";

/** A recorded request or response, as attempts keep it: redacted. */
type Recorded = {
  readonly method?: unknown;
  readonly path?: unknown;
  readonly status?: unknown;
  readonly headers?: unknown;
  readonly body?: unknown;
  readonly error?: unknown;
  readonly detail?: unknown;
};

/** What a recorded request or response shows: its first line, its headers, its body; undefined where nothing was recorded. */
export function excerptOf(recorded: unknown):
  | {
      readonly line: string;
      readonly headers: readonly (readonly [string, string])[];
      readonly body: string | undefined;
    }
  | undefined {
  if (typeof recorded !== "object" || recorded === null) return undefined;
  const { method, path, status, headers, body, error, detail } = recorded as Recorded;
  // A request that nobody answered has an error in place of a response.
  if (typeof error === "string") return { line: `No answer: ${error}`, headers: [], body: bodyOf(detail) };
  const line = [method, path, status]
    .filter((part) => typeof part === "string" || typeof part === "number")
    .join(" ");
  return { line, headers: headersOf(headers), body: bodyOf(body) };
}

const headersOf = (headers: unknown): readonly (readonly [string, string])[] =>
  typeof headers === "object" && headers !== null
    ? Object.entries(headers).map(([name, value]) => [name, String(value)] as const)
    : [];

function bodyOf(body: unknown): string | undefined {
  if (typeof body === "string") return body === "" ? undefined : prettyJson(body);
  return body === undefined || body === null ? undefined : JSON.stringify(body, null, 2);
}
