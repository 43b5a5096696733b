import type { Clock, Versions } from "../../delivery/ports.ts";

type Entity = { version: string | undefined; holder: string | undefined; heldUntilMs: number };

/** The versions that vendors have, in memory: the same rules as in Postgres, and the same shared suite of tests. */
export function memoryVersions(clock: Clock): Versions {
  const entities = new Map<string, Entity>();
  const entityOf = (route: string, key: string): Entity => {
    const name = `${route}\n${key}`;
    const entity = entities.get(name) ?? { version: undefined, holder: undefined, heldUntilMs: 0 };
    entities.set(name, entity);
    return entity;
  };
  return {
    async take(route, { messageId, key, version }, holdMs) {
      const entity = entityOf(route, key);
      if (entity.version !== undefined && entity.version > version) return "older";
      const taken = entity.holder !== undefined && entity.heldUntilMs > clock.now();
      if (taken && entity.holder !== messageId) return "busy";
      entity.holder = messageId;
      entity.heldUntilMs = clock.now() + holdMs;
      return "newest";
    },
    async finish(route, { messageId, key, version }, { applied }) {
      const entity = entityOf(route, key);
      if (applied && (entity.version ?? "") < version) entity.version = version;
      if (entity.holder === messageId) entity.holder = undefined;
    },
  };
}
