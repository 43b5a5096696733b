import type { Result } from "../answers.ts";
import type { Client } from "../client.ts";
import { RefusedError } from "../errors.ts";
import { claimHeads, release, removePublished, setAside, type Claimed } from "./claim.ts";
import type { Queryable } from "./queryable.ts";

/** What one look into the outbox came to. */
export type Round = { readonly claimed: number; readonly published: number; readonly refused: number };

export type RoundPorts = {
  readonly db: Queryable;
  readonly client: Pick<Client, "send">;
  readonly most: number;
  readonly leaseMs: number;
};

/**
 * Publishes the first message of each key that has one, all in one request: of one key never two at a time, since a batch
 * may be stored in any order. What was not stored stays, and its key with it.
 * @throws what the client or the database throws; the claims are given back, or run out
 */
export async function relayRound({ db, client, most, leaseMs }: RoundPorts): Promise<Round> {
  const heads = await claimHeads(db, most, leaseMs);
  if (heads.length === 0) return { claimed: 0, published: 0, refused: 0 };
  const results = await send(heads, { client, leaseMs }).catch(async (error: unknown) => {
    await release(db, heads);
    throw error;
  });
  const published = heads.filter((_head, index) => results[index]?.ok);
  if (published.length > 0) await removePublished(db, published);
  for (const [index, result] of results.entries()) {
    const head = heads[index];
    if (head && !result.ok) await setAside(db, head, result.problem);
  }
  return { claimed: heads.length, published: published.length, refused: heads.length - published.length };
}

/** A claim outlives the request that it is for: while the order matters to nobody else, nobody else sends. */
const shareOfLease = 0.7;

/** Where a batch is refused as a whole for what is in it, each event is sent alone. */
async function send(
  heads: readonly Claimed[],
  { client, leaseMs }: Pick<RoundPorts, "client" | "leaseMs">,
): Promise<readonly Result[]> {
  const deadlineMs = leaseMs * shareOfLease;
  try {
    return await client.send(heads, { deadlineMs });
  } catch (error) {
    if (!(error instanceof RefusedError) || !isAboutContent(error.problem.status)) throw error;
    if (heads.length === 1) return [{ ok: false, problem: error.problem }];
    const results: Result[] = [];
    for (const head of heads) results.push(...(await send([head], { client, leaseMs })));
    return results;
  }
}

/** 401, 403 or 404 tell of a wrong token or address, and no message is to blame. */
const isAboutContent = (status: number): boolean => [400, 413, 415, 422].includes(status);
