import type { Operations, TokenView } from "@spindlebus/bus/engine";
import { type World, known, messageId, time } from "./fake-world.ts";

/** One token of a producer; who signs in is given. */
export const fakeTokens = ({ tokens, recorded }: World): Operations["tokens"] => ({
  list: async () => [],
  async create(request, act) {
    recorded.acts.push({ name: "token", target: request.name, act });
    const { sources = null, types = null, expiresAt = null, ...granted } = request;
    const { connections = null, brands = null, ratePerSecond = null, burst = null } = request;
    return {
      ...aToken,
      ...granted,
      sources,
      types,
      connections,
      brands,
      ratePerSecond,
      burst,
      expiresAt,
      token: "shown-once",
    };
  },
  async rotate(id, { overlapMs }, act) {
    recorded.acts.push({ name: `rotate ${overlapMs}`, target: id, act });
    const rotated = known(id === aToken.id ? aToken : undefined);
    return rotated.ok ? { ok: true, value: { ...rotated.value, token: "shown-once" } } : rotated;
  },
  revoke: async () => ({ ok: false, code: "notFound", detail: "There is no such token." }),
  authenticate: async (token) => tokens[token],
});

/** A producer's token whose former secret still works. */
export const aToken: TokenView = {
  id: messageId,
  name: "pos",
  roles: ["producer"],
  loopbackOnly: false,
  sources: null,
  types: null,
  ratePerSecond: null,
  burst: null,
  createdAt: time,
  expiresAt: null,
  lastUsedAt: time,
  previous: { until: time, lastUsedAt: null },
};
