import type { Context } from "hono";
import type { SanitySecrets, SanitySettings } from "../src/settings.ts";
import { httpError, type Answer } from "./answer.ts";

/** Sanity's limit for the body of a request (its page "Technical limits"). */
const mostBytes = 4_000_000;

/** What Sanity refuses before it looks at a document: the version, credentials, dataset, size. */
export async function refusedRequest(
  c: Context,
  settings: SanitySettings,
  secrets: SanitySecrets,
): Promise<Answer | undefined> {
  const { version = "", dataset } = c.req.param();
  if (!/^v\d{4}-\d\d-\d\d$/.test(version))
    return httpError(400, "Bad Request", "The version of the API is a v and a day, such as v2025-02-19.");
  const authorization = c.req.header("authorization");
  const isQuery = c.req.path.includes("/data/query/");
  // The public may query a public dataset; whoever shows a token has to show a good one.
  if (authorization !== `Bearer ${secrets.token}` && (authorization !== undefined || !isQuery))
    return httpError(401, "Unauthorized", "Session not found");
  if (dataset !== settings.dataset) return httpError(404, "Not Found", `Dataset "${dataset}" not found`);
  if (c.req.method === "GET") return undefined;
  if (!(c.req.header("content-type") ?? "").startsWith("application/json"))
    return httpError(415, "Unsupported Media Type", "The content type is application/json.");
  const { byteLength } = await c.req.arrayBuffer();
  return byteLength > mostBytes
    ? httpError(413, "Payload Too Large", `Request body exceeds limit of ${mostBytes} bytes`)
    : undefined;
}
