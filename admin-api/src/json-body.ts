import { readJson } from "@spindlebus/contracts";
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { every } from "hono/combine";
import type { AdminContext, AdminEnv } from "./env.ts";
import { problem } from "./problem.ts";

const mostBytes = 1_048_576;
const withBody = new Set(["POST", "PUT", "PATCH"]);

/**
 * Lets only such bodies through as later code can take: JSON of a bounded size, depth and number range. A revision carries a
 * message of so many bytes, each of which may be written as two.
 */
export function jsonBody({ messageBytes }: { readonly messageBytes: number }): MiddlewareHandler<AdminEnv> {
  const usual = bounded(mostBytes);
  const revision = bounded(mostBytes + 2 * messageBytes);
  const ofPath: MiddlewareHandler<AdminEnv> = (c, next) =>
    (/\/revisions(\/preview)?$/.test(c.req.path) ? revision : usual)(c, next);
  const checked = every(mediaType, ofPath, acceptable);
  return (c, next) => (isBare(c) ? next() : checked(c, next));
}

/** A dry run has nothing to be told: it may come without a body. */
const isBare = ({ req }: AdminContext): boolean =>
  req.path.endsWith("/dry-run") &&
  req.header("transfer-encoding") === undefined &&
  (req.header("content-length") ?? "0") === "0" &&
  req.header("content-type") === undefined;

const bounded = (maxSize: number): MiddlewareHandler<AdminEnv> =>
  bodyLimit({
    maxSize,
    onError: (c) => {
      // What is still to come would be taken for the next request.
      c.header("Connection", "close");
      return problem(c, "too-large", `The body has more than ${maxSize} bytes.`);
    },
  });

const mediaType: MiddlewareHandler<AdminEnv> = async (c, next) => {
  if (!withBody.has(c.req.method)) return next();
  const type = c.req.header("content-type") ?? "none";
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type)) {
    return problem(c, "unsupported-media-type", "Send the body as application/json, in UTF-8.");
  }
  const encoding = c.req.header("content-encoding") ?? "identity";
  return encoding.toLowerCase() === "identity"
    ? next()
    : problem(c, "unsupported-media-type", "Send the body as it is, without a Content-Encoding.");
};

/** Reads the body once; what reads it again gets it from memory. */
const acceptable: MiddlewareHandler<AdminEnv> = async (c, next) => {
  if (!withBody.has(c.req.method)) return next();
  const bytes = await c.req.arrayBuffer().catch(() => undefined);
  if (!bytes) return problem(c, "malformed", "The connection ended before the body did.");
  const read = readJson(new Uint8Array(bytes), { bigIntegers: "reject" });
  if (read.ok) return next();
  const { detail, pointer } = read;
  return problem(c, "invalid-json", `The body: ${detail}.`, { errors: [{ pointer, detail }] });
};
