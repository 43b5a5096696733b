import { z } from "zod";

const Id = z.string().min(1).max(255);
const Facts = z.record(z.string(), z.unknown());

const Call = z
  .looseObject({
    type: z.enum(["track", "page", "screen", "identify", "group", "alias"]),
    messageId: z.string().min(1).max(99),
    userId: Id.optional(),
    anonymousId: Id.optional(),
    event: z.string().min(1).optional(),
    groupId: Id.optional(),
    previousId: Id.optional(),
    timestamp: z.iso.datetime({ offset: true }).optional(),
    properties: Facts.optional(),
    traits: Facts.optional(),
    context: Facts.optional(),
  })
  .refine(({ userId, anonymousId }) => userId !== undefined || anonymousId !== undefined)
  .refine(({ type, event }) => type !== "track" || event !== undefined)
  .refine(({ type, groupId }) => type !== "group" || groupId !== undefined)
  .refine(({ type, previousId }) => type !== "alias" || previousId !== undefined);

/** A call that Segment takes. */
export type SimulatedCall = z.infer<typeof Call>;

type Read =
  | { readonly ok: true; readonly calls: readonly SimulatedCall[] }
  | { readonly ok: false; readonly message: string };

/**
 * Reads a request as the Tracking API does (…/sources/catalog/libraries/server/http-api): too large and not JSON are 400;
 * a call without an id, a track without its event, and the 2,501st of a batch are dropped behind a 200.
 */
export function readCalls(text: string, path: string): Read {
  const batch = path.endsWith("/batch");
  if (Buffer.byteLength(text) > (batch ? 500_000 : 32_000)) return refuse("Exceeded payload limit");
  const json = parsed(text);
  if (typeof json !== "object" || json === null) return refuse("malformed JSON");
  const given = batch ? z.looseObject({ batch: z.array(z.unknown()) }).safeParse(json).data?.batch : [json];
  if (!given) return refuse("malformed JSON");
  if (given.some((call) => Buffer.byteLength(JSON.stringify(call)) > 32_000))
    return refuse("Exceeded payload limit");
  const kind = path.slice(path.lastIndexOf("/") + 1);
  const calls = given.slice(0, 2_500).flatMap((call) => {
    const read = Call.safeParse(batch || typeof call !== "object" ? call : { ...call, type: kind });
    return read.success ? [read.data] : [];
  });
  return { ok: true, calls };
}

const refuse = (message: string): Read => ({ ok: false, message });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whatever it is, it is not JSON: the caller refuses it as Segment does.
    return undefined;
  }
}
