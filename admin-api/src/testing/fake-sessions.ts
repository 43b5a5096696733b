import type { Operations, Session } from "@spindlebus/bus";

const time = "2026-11-23T12:00:00.000Z";

/** Sessions in memory, which never expire by themselves. */
export function fakeSessions(
  acts: { name: string; target: string; act: { actor: string; reason: string } }[],
): Operations["sessions"] {
  const kept = new Map<string, Session & { readonly logoutHint: Uint8Array | null }>();
  return {
    async begin(secret, { identity, logoutHint, former }) {
      if (former !== undefined) kept.delete(former);
      const id = `01890a5d-ac96-774b-bcce-${String(kept.size + 1).padStart(12, "0")}`;
      const times = { startedAt: time, lastSeenAt: time, idleUntil: time, expiresAt: time };
      const session = { id, ...identity, ...times, logoutHint };
      kept.set(secret, session);
      return session;
    },
    find: async (secret) => kept.get(secret),
    async end(secret) {
      const session = kept.get(secret);
      kept.delete(secret);
      return session;
    },
    list: async () => [...kept.values()],
    async revoke(id, act) {
      acts.push({ name: "session.revoke", target: id, act });
      const found = [...kept].find(([, session]) => session.id === id);
      if (!found) return { ok: false, code: "notFound", detail: "There is no such session." };
      kept.delete(found[0]);
      return { ok: true, value: found[1] };
    },
  };
}
