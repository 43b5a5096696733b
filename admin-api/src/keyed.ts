import { createHash } from "node:crypto";
import type { KeyedRequest, Operations, StoredAnswer } from "@spindlebus/bus/engine";
import type { MiddlewareHandler } from "hono";
import { actorOf, type AdminContext, type AdminEnv } from "./env.ts";
import { problem } from "./problem.ts";

const keyForm = /^[\x21-\x7e]{1,200}$/;
/** Said of a key that is none. */
export const malformedKey = "An Idempotency-Key has 1 to 200 visible ASCII characters.";
/** Said where a key was used for something else. */
export const keyReused = "Send another request under another Idempotency-Key.";

/** Whether the text can be a key. */
export const isKey = (text: string): boolean => keyForm.test(text);

/**
 * Honours `Idempotency-Key`: a repeat of what was done gets the first answer, and acts no second time. A request that
 * was refused did nothing, and may be repeated under its key.
 */
export function keyed(keys: Operations["idempotencyKeys"]): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    const key = c.req.header("idempotency-key");
    if (key === undefined) return next();
    if (!isKey(key)) return problem(c, "malformed", malformedKey);
    const request = { actor: actorOf(c), key, fingerprint: await fingerprintOf(c) };
    const standing = await keys.begin(request);
    switch (standing.kind) {
      case "answered":
        return repeated(standing.answer);
      case "unanswered":
        return problem(
          c,
          "key-in-use",
          "It is under way, or its process died: see what it did before you repeat it.",
        );
      case "otherRequest":
        return problem(c, "key-reused", keyReused);
      case "first":
        return act(c, request, next, keys);
    }
  };
}

async function act(
  c: AdminContext,
  request: KeyedRequest,
  next: () => Promise<void>,
  keys: Operations["idempotencyKeys"],
): Promise<void> {
  await next();
  const { status } = c.res;
  // After a failure of ours it is not known what was done; the key stays taken.
  if (status >= 500) return;
  if (status >= 400) return keys.forget(request);
  const location = c.res.headers.get("location") ?? undefined;
  await keys.finish(request, { status, location, body: await c.res.clone().text() });
}

function repeated({ status, location, body }: StoredAnswer): Response {
  return new Response(body, {
    status,
    headers: { "content-type": "application/json", ...(location !== undefined && { location }) },
  });
}

async function fingerprintOf(c: AdminContext): Promise<Uint8Array> {
  return createHash("sha256")
    .update(`${c.req.method} ${c.req.path}\n`)
    .update(new Uint8Array(await c.req.arrayBuffer()))
    .digest();
}
