import type { Context } from "hono";
import { squareError, type Answer } from "./answer.ts";

/** What Square refuses before it looks at the body. */
export function refusedHeaders(c: Context, accessToken: string): Answer | undefined {
  if (c.req.header("authorization") !== `Bearer ${accessToken}`)
    return squareError(401, "UNAUTHORIZED", "This request could not be authorized.");
  const version = c.req.header("square-version");
  if (version !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(version))
    return squareError(400, "INVALID_SQUARE_VERSION_FORMAT", `Square-Version ${version} is no date.`);
  const hasBody = c.req.method === "POST" || c.req.method === "PUT";
  if (hasBody && !(c.req.header("content-type") ?? "").startsWith("application/json"))
    return squareError(415, "UNSUPPORTED_MEDIA_TYPE", "The content type of a body is application/json.");
  return undefined;
}

/** The JSON object that a request carries, or Square's refusal of it. Fields that the endpoint does not know are refused too. */
export async function readBody(
  c: Context,
  known?: readonly string[],
): Promise<
  { ok: true; body: Readonly<Record<string, unknown>>; text: string } | { ok: false; answer: Answer }
> {
  const text = await c.req.text();
  const body = parsed(text);
  if (!body)
    return { ok: false, answer: squareError(400, "EXPECTED_JSON_BODY", "The body is no JSON object.") };
  const unknown = Object.keys(body).find((name) => known !== undefined && !known.includes(name));
  if (unknown !== undefined)
    return { ok: false, answer: squareError(400, "UNKNOWN_BODY_PARAMETER", "Unknown field.", unknown) };
  return { ok: true, body, text };
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : undefined;
  } catch {
    return undefined; // the caller answers as Square does
  }
}

/** An answer on its way out. */
export const send = ({ status, body }: Answer): Response =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
