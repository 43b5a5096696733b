import type { Act } from "../operations/act.ts";
import { openDatabase } from "../postgres/connect.ts";
import { postgresKeyStore } from "../postgres/keys/key-store.ts";
import { keysOf, type KeyOfSubject } from "../postgres/keys/keys-of.ts";
import { rewrapKeys, type Rewrapped } from "../postgres/keys/rewrap.ts";
import { writeAudit } from "../postgres/operations/audit.ts";
import { openKeyRing } from "../sealing/key-ring.ts";
import type { MasterKeys } from "../sealing/master-keys.ts";

export type { KeyOfSubject } from "../postgres/keys/keys-of.ts";
export type { Rewrapped } from "../postgres/keys/rewrap.ts";

type Where = { readonly databaseUrl: string; readonly masterKeys: MasterKeys };

/** Wraps every key by the newest master key, over a connection of its own. */
export async function runRotation(
  { databaseUrl, masterKeys }: Where,
  act: Act,
  onProgress: (soFar: Rewrapped) => void,
): Promise<Rewrapped> {
  const { sql, close } = openDatabase({ url: databaseUrl, connections: 1, name: "spindle keys rotate" });
  try {
    return await rewrapKeys(sql, masterKeys, act, onProgress);
  } finally {
    await close();
  }
}

/** The keys of a person. That somebody looked is noted, by a hash: the audit names nobody. */
export async function runKeysOf(
  { databaseUrl, masterKeys }: Where,
  subject: string,
  actor: string,
): Promise<readonly KeyOfSubject[]> {
  const { sql, close } = openDatabase({ url: databaseUrl, connections: 1, name: "spindle keys show" });
  try {
    const ring = openKeyRing({ store: postgresKeyStore(sql), masters: masterKeys, clock: Date });
    const hash = await ring.hashOf({ kind: "subject", name: subject });
    await writeAudit(sql, { actor }, { action: "keys.show", target: hash.toString("hex") });
    return await keysOf(sql, hash);
  } finally {
    await close();
  }
}
