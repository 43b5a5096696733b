import { v5 as uuidv5 } from "uuid";

const namespace = "b0a9a0f4-1c0b-4ab8-8d5b-3a5b7c1e2f60";
const titleChars = 160;

/** What failures have in common. */
export type Fingerprint = {
  readonly id: string;
  readonly connection: string;
  readonly operation: string;
  readonly code: string;
  /** Readable without the details that differ from one failure to the next. */
  readonly title: string;
};

/** Groups failures of a route by code and by text with ids, numbers and quoted values taken out. */
export function fingerprint(
  route: string,
  { code, message }: { readonly code: string; readonly message: string },
): Fingerprint {
  const [connection = route, operation = route] = route.split(".");
  // A cut may leave half of a pair, which has no UTF-8 and hence no hash.
  const title = normalised(message).slice(0, titleChars).toWellFormed();
  return {
    id: uuidv5([route, code.toWellFormed(), title].join("\n"), namespace),
    connection,
    operation,
    code,
    title,
  };
}

function normalised(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, "…")
    .replace(/"[^"]*"|'[^']*'/g, "…")
    .replace(/\b[\w-]*\d(?:[\w.,:-]*\w)?/g, "…")
    .replace(/\s+/g, " ")
    .trim();
}
