import { createHmac, randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { groupCommit } from "../group-commit.ts";
import { bounded } from "./bounded.ts";
import type { KeyKind, KeyStore, NewKey, StoredKey } from "./key-store.ts";
import { unwrapKey, wrapKey, type MasterKeys } from "./master-keys.ts";
import type { DataKey } from "./sealed-body.ts";

/** What a key is for. */
export type KeyFor = { readonly kind: KeyKind; readonly name: string };

/** A key by its id, or why there is none. */
export type Found =
  | { readonly kind: "key"; readonly key: Uint8Array }
  /** Whom it was about has been forgotten. */
  | { readonly kind: "erased"; readonly at: string }
  /** No master key of this process has wrapped it. */
  | { readonly kind: "locked" }
  | { readonly kind: "unknown" };

/** The keys of this installation, as far as this process may use them. */
export type KeyRing = {
  /** The key that new bodies are sealed under; made where there is none. @throws where it is wrapped by another master key */
  sealing(of: KeyFor): Promise<DataKey>;
  opening(id: string): Promise<Found>;
  /** Under which hash a key is kept. */
  hashOf(of: KeyFor): Promise<Buffer>;
  /** A hash that only holders of the master key can make: for indexes over what is sealed, equality only. */
  indexKey(text: string): Promise<Buffer>;
};

type KeyRingOptions = {
  readonly store: KeyStore;
  readonly masters: MasterKeys;
  readonly clock: { now(): number };
  /** For so long a key is used without asking whether it is still there. */
  readonly keptMs?: number;
};

const batchSize = 200;
const mostKept = 10_000;

/** Opens the ring; looks-ups at the same time share a statement, and what was looked up is kept for half a minute. */
export function openKeyRing({ store, masters, clock, keptMs = 30_000 }: KeyRingOptions): KeyRing {
  const sealings = bounded<Promise<DataKey>>({ most: mostKept, keptMs, clock });
  const openings = bounded<Promise<Found>>({ most: mostKept, keptMs, clock });
  const inUse = groupCommit((keys: readonly NewKey[]) => store.inUse(keys), { max: batchSize });
  const byId = groupCommit((ids: readonly string[]) => store.byId(ids), { max: batchSize });

  const use = async (kind: KeyKind, hash: Buffer): Promise<DataKey> => {
    const id = uuidv7();
    const stored = await inUse({ id, hash, kind, ...wrapKey(masters, id, randomBytes(32)) });
    const found = foundOf(masters, stored);
    if (found.kind !== "key") throw new Error(lockedText(stored, masters));
    return { id: stored.id, key: found.key };
  };
  let index: Promise<DataKey> | undefined;
  const hashKey = () =>
    (index ??= use("index", Buffer.from("index")).catch((error: unknown) => {
      index = undefined;
      throw error;
    }));
  const hashed = async (text: string) =>
    createHmac("sha256", (await hashKey()).key)
      .update(text)
      .digest();
  const hashOf = ({ kind, name }: KeyFor) => hashed(`${kind}:${name}`);

  return {
    sealing: (of) => sealings.get(`${of.kind}:${of.name}`, async () => use(of.kind, await hashOf(of))),
    opening: (id) => openings.get(id, async () => foundOf(masters, await byId(id))),
    hashOf,
    indexKey: (text) => hashed(`indexed:${text}`),
  };
}

function foundOf(masters: MasterKeys, stored: StoredKey | undefined): Found {
  if (!stored) return { kind: "unknown" };
  const { id, master, wrapped, destroyedAt } = stored;
  if (destroyedAt !== null) return { kind: "erased", at: new Date(destroyedAt).toISOString() };
  if (master === null || wrapped === null) return { kind: "unknown" };
  const key = unwrapKey(masters, id, { master, wrapped });
  return key ? { kind: "key", key } : { kind: "locked" };
}

const lockedText = ({ master }: StoredKey, { current }: MasterKeys): string =>
  `a key in the database is wrapped by master key ${master}, and this process has ${current}: give it the former one as well, in SPINDLE_MASTER_KEY_PREVIOUS`;
