import { openBodies, type Bodies } from "../../bodies/bodies.ts";
import type { BodyCatalogue, BodyStore } from "../../bodies/body-store.ts";
import { openRoom, type Room } from "../../bodies/room.ts";

/** A store of large bodies in memory. */
export function memoryBodyStore(): BodyStore & { readonly bodies: Map<string, Uint8Array> } {
  const bodies = new Map<string, Uint8Array>();
  return {
    bodies,
    prefix: "urn:memory:body:",
    put: async (name, bytes) => void bodies.set(name, Uint8Array.from(bytes)),
    get: async (name) => bodies.get(name),
    remove: async (name) => void bodies.delete(name),
  };
}

/** Large bodies in memory, with room for them. */
export function memoryBodies(store: BodyStore = memoryBodyStore()): Bodies & Room {
  const catalogue: BodyCatalogue = { note: async () => undefined, forget: async () => undefined };
  return { ...openBodies({ catalogue, stores: [store] }), ...openRoom() };
}
