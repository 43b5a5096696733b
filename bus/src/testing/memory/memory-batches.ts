import type { Claimed, ClaimResult, ClaimTerms, Ledger, RestOfBatch } from "../../delivery/ledger.ts";
import type { Token } from "../../delivery/token.ts";
import type { MemoryDelivery } from "./memory-ledger.ts";

type Parts = {
  readonly deliveryOf: (route: string, messageId: string) => MemoryDelivery | undefined;
  readonly claim: (route: string, tokens: readonly Token[], terms: ClaimTerms) => readonly ClaimResult[];
  readonly start: (delivery: MemoryDelivery, terms: ClaimTerms, starts: number) => Claimed;
};

/** Vendor calls for many deliveries, in memory: the same rules as in Postgres. */
export function memoryBatches({ deliveryOf, claim, start }: Parts): Pick<Ledger, "claimBatch" | "claimRest"> {
  const batches = new Map<string, readonly string[]>();

  const standingOf = (delivery: MemoryDelivery, ours: number) => {
    if (!delivery.stored) return "lost";
    if (delivery.state === "waiting" || delivery.state === "queued") return "free";
    if (delivery.state !== "running") return "lost";
    return delivery.fence === ours ? "mine" : "elsewhere";
  };

  return {
    async claimBatch(route, tokens, terms, { id, sendable, keyed }) {
      const results = claim(route, tokens, terms);
      const members = tokens.flatMap((token, index) => {
        const delivery = deliveryOf(route, token.envelope.id);
        const ours = results[index]?.kind === "claimed" && sendable.includes(token.envelope.id);
        if (!delivery || !ours || (keyed && delivery.doubtSinceMs !== undefined)) return [];
        delivery.batchId = id;
        if (keyed) delivery.stored ??= token;
        return [token.envelope.id];
      });
      if (keyed && members.length > 0) batches.set(id, members);
      return results.map((result, index) =>
        result.kind === "claimed" && members.includes(tokens[index]?.envelope.id ?? "")
          ? { ...result, batchId: id }
          : result,
      );
    },
    async claimRest(route, batchId, terms, known): Promise<RestOfBatch> {
      const members = batches.get(batchId);
      if (!members || known.some((id) => !members.includes(id))) return { kind: "broken" };
      const others = members.filter((id) => !known.includes(id));
      const found = others.map((id) => deliveryOf(route, id)).filter((each) => each?.batchId === batchId);
      const rest = found.filter((each) => each !== undefined);
      if (rest.length < others.length) return { kind: "broken" };
      const standings = rest.map((each) => standingOf(each, terms.fence));
      if (standings.includes("lost")) return { kind: "broken" };
      if (standings.includes("elsewhere")) return { kind: "elsewhere" };
      const claimed = rest.flatMap((each, index) =>
        each.stored
          ? [{ token: each.stored, claim: start(each, terms, standings[index] === "free" ? 1 : 0) }]
          : [],
      );
      return { kind: "claimed", rest: claimed };
    },
  };
}
