import type { Operations, Principal, Session } from "@spindlebus/bus/engine";

const time = "2026-11-23T12:00:00.000Z";

/** Sessions in memory, which never expire by themselves. */
export function fakeSessions(
  acts: { name: string; target: string; act: { actor: string; reason: string } }[],
): Operations["sessions"] {
  type Kept = Session & { readonly logoutHint: Uint8Array | null };
  const kept = new Map<string, Kept>();
  return {
    async begin(secret, given) {
      if (given.former !== undefined) kept.delete(given.former);
      const id = `01890a5d-ac96-774b-bcce-${String(kept.size + 1).padStart(12, "0")}`;
      const common = { id, startedAt: time, lastSeenAt: time, idleUntil: time, expiresAt: time };
      const session: Kept =
        "token" in given
          ? { ...common, ...ofToken(given.principal) }
          : { ...common, by: "issuer", ...given.identity, logoutHint: given.logoutHint };
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

const ofToken = (principal: Principal) =>
  ({ by: "token", name: principal.name, subject: principal.id, principal, logoutHint: null }) as const;
