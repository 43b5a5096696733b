import { messageOf } from "../command/failure.ts";
import { openDatabase } from "../postgres/connect.ts";
import { keysByMaster, type KeysOfMaster } from "../postgres/keys/keys-by-master.ts";
import { unwrapKey, type MasterKeys } from "../sealing/master-keys.ts";
import type { Settings } from "../settings.ts";
import { knownMasterKeys } from "../start/master-key-file.ts";
import { failed, noted, ok, type Finding } from "./check.ts";

type KeySettings = Pick<Settings, "masterKeys" | "databaseUrl" | "dataDir">;

/** Whether there is a master key here, and whether it opens every key in the database. */
export async function checkKeys(settings: KeySettings): Promise<readonly Finding[]> {
  const { databaseUrl } = settings;
  if (databaseUrl === undefined) return [];
  const { sql, close } = openDatabase({ url: databaseUrl, connections: 1, name: "spindle doctor" });
  try {
    return keyFindings(knownMasterKeys(settings), await keysByMaster(sql));
  } catch (error) {
    return [noted("keys", `cannot be looked at: ${messageOf(error)}`, "Mend the database first.")];
  } finally {
    await close();
  }
}

/** What follows from the master keys of this process and the keys of the database. */
export function keyFindings(
  masters: MasterKeys | undefined,
  wrapped: readonly KeysOfMaster[],
): readonly Finding[] {
  const count = wrapped.reduce((sum, { keys }) => sum + keys, 0);
  if (!masters)
    return count === 0
      ? [
          noted(
            "keys",
            "no master key yet",
            `"spindle start" makes one beside a database on this machine; otherwise set SPINDLE_MASTER_KEY. ${guide}`,
          ),
        ]
      : [failed("keys", `${count} keys, and no master key here to open them`, setIt)];
  const locked = wrapped.filter(({ id, ...key }) => !unwrapKey(masters, id, key));
  if (locked.length > 0) return [failed("keys", lockedText(locked, count), setIt)];
  const former = wrapped.filter(({ master }) => master !== masters.current);
  if (former.length === 0)
    return [ok("keys", `all ${count} keys are wrapped by master key ${masters.current}, which is here`)];
  const names = former.map(({ master, keys }) => `${keys} by ${master}`).join(", ");
  const detail = `all ${count} keys open, and some are wrapped by a former master key: ${names}`;
  return [noted("keys", detail, `"spindle keys rotate" wraps them by ${masters.current}.`)];
}

const lockedText = (locked: readonly KeysOfMaster[], count: number): string =>
  `not every one of ${count} keys opens: ${locked.map(({ master, keys }) => `${keys} are wrapped by ${master}`).join(", ")}`;

const guide = "See docs/how-to/keep-the-keys.md.";
const setIt = `What is sealed under them waits as "blocked: sealed". Set SPINDLE_MASTER_KEY, or SPINDLE_MASTER_KEY_PREVIOUS, to the key that wraps them. ${guide}`;
