import { createHash, hash } from "node:crypto";
import type { BodyCatalogue, BodyOwner, BodyStore } from "./body-store.ts";
import type { StoredBody } from "./stored-body.ts";

/** The bytes of messages that are too long to travel. */
export type Bodies = {
  /** Stores them; resolves when they are safe. The same bytes of the same message are stored once. */
  keep(owner: KeptFor, bytes: Uint8Array): Promise<StoredBody>;
  /** The very bytes that were kept, or undefined where they are gone or damaged. */
  load(stored: StoredBody): Promise<Uint8Array | undefined>;
  /** Removes what no message refers to. */
  drop(stored: StoredBody): Promise<void>;
};

/** The message, and the intake's digest of it. */
type KeptFor = BodyOwner & { readonly digest: Uint8Array };

type BodiesOptions = {
  readonly catalogue: BodyCatalogue;
  /** New ones go to the first; the others are read, so that a message finds its bytes after the store was changed. */
  readonly stores: readonly [BodyStore, ...BodyStore[]];
};

export function openBodies({ catalogue, stores }: BodiesOptions): Bodies {
  const [newest] = stores;
  return {
    async keep({ source, sourceId, digest }, bytes) {
      const owner = { source, sourceId };
      const sha256 = hash("sha256", bytes, "hex");
      const name = nameOf(owner, sha256);
      const ref = newest.prefix + name;
      // What is there without a note would stay for ever; a note without bytes is swept.
      await catalogue.note(ref, owner);
      await newest.put(name, bytes);
      return { ref, bytes: bytes.byteLength, sha256, digest: Buffer.from(digest).toString("hex") };
    },
    async load({ ref, sha256 }) {
      const found = placeOf(ref, stores);
      const bytes = await found?.store.get(found.name);
      return bytes && hash("sha256", bytes, "hex") === sha256 ? bytes : undefined;
    },
    async drop({ ref }) {
      await removeBody(ref, stores);
      await catalogue.forget(ref);
    },
  };
}

/** A token with its bytes, wherever they are; without them where they are gone. For what works on one at a time. */
export async function loaded<T extends { readonly body: Uint8Array; readonly stored?: StoredBody }>(
  token: T,
  bodies: Pick<Bodies, "load">,
): Promise<T> {
  const body = token.stored && (await bodies.load(token.stored));
  return body ? { ...token, body } : token;
}

/** Removes the bytes behind a reference; those of a store that is not configured any more are left to it. */
export async function removeBody(ref: string, stores: readonly BodyStore[]): Promise<void> {
  const found = placeOf(ref, stores);
  await found?.store.remove(found.name);
}

/** Nothing is ever fetched from where a reference leads but from a store of the bus itself. */
function placeOf(ref: string, stores: readonly BodyStore[]) {
  const store = stores.find(({ prefix }) => ref.startsWith(prefix));
  const name = store && ref.slice(store.prefix.length);
  return store && name !== undefined && /^[0-9a-f]{64}$/.test(name) ? { store, name } : undefined;
}

/** A repeat has the same name, other bytes under the same id have another. */
const nameOf = ({ source, sourceId }: BodyOwner, sha256: string): string =>
  createHash("sha256").update(`${source}\0${sourceId}\0${sha256}`).digest("hex");
