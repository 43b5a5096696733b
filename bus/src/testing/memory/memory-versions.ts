import type { Clock, Versions } from "../../delivery/ports.ts";

type Held = { readonly messageId: string; readonly version: string };
type Entity = {
  version: string | undefined;
  holder: Held | undefined;
  heldUntilMs: number;
  /** A version that may have been applied without our knowing. */
  doubted: Held | undefined;
};

/** The versions that vendors have, in memory: the same rules as in Postgres, and the same shared suite of tests. */
export function memoryVersions(clock: Clock): Versions {
  const entities = new Map<string, Entity>();
  const entityOf = (route: string, key: string): Entity => {
    const name = `${route}\n${key}`;
    const entity = entities.get(name) ?? {
      version: undefined,
      holder: undefined,
      heldUntilMs: 0,
      doubted: undefined,
    };
    entities.set(name, entity);
    return entity;
  };
  return {
    async take(route, { messageId, key, version }, holdMs) {
      const entity = entityOf(route, key);
      if (entity.version !== undefined && entity.version > version) return "older";
      if (entity.holder && entity.holder.messageId !== messageId) {
        if (entity.heldUntilMs > clock.now()) return "busy";
        // Whoever held it has never said what became of it.
        if (!entity.doubted || entity.doubted.version < entity.holder.version) entity.doubted = entity.holder;
        entity.holder = undefined;
      }
      if (entity.doubted && entity.doubted.version > version) return "busy";
      entity.holder = { messageId, version };
      entity.heldUntilMs = clock.now() + holdMs;
      return "newest";
    },
    async finish(route, { messageId, key, version }, { applied }) {
      const entity = entityOf(route, key);
      if (applied && (entity.version ?? "") < version) entity.version = version;
      if (entity.holder?.messageId === messageId) entity.holder = undefined;
      const { doubted } = entity;
      if (doubted?.messageId === messageId || (applied && doubted && doubted.version <= version))
        entity.doubted = undefined;
    },
  };
}
