import { isRecord } from "@spindlebus/contracts";
import { z } from "zod";
import type { ArchiveStore } from "./archive-store.ts";

const most = 3_650;
/** A claim takes a token that is older than this for a doubtful one, so the ledger may not forget sooner. */
const leastLedgerDays = 14;
/** The longest that a vendor is known to send a webhook again. */
const leastIntakeDays = 30;

/** The shape of `retention` in a configuration. */
export const Retention = z.strictObject({
  /** Settled deliveries and their attempts; what is open stays. */
  ledgerDays: z.int().min(leastLedgerDays).max(most).exactOptional(),
  /** Who sent what: so long is a repeat of a message a duplicate. */
  intakeDays: z.int().min(leastIntakeDays).max(most).exactOptional(),
  /** What adapters remember, and what roll-outs have chosen, since it was last written. */
  referenceDays: z.int().min(leastLedgerDays).max(most).exactOptional(),
  /** Replays that have ended, with their items. */
  replayDays: z.int().min(leastLedgerDays).max(most).exactOptional(),
  /** Where deliveries and attempts are written before the ledger forgets them; without one they are nowhere afterwards. */
  archive: z
    .custom<ArchiveStore>(isStore, "must be a store, such as folderArchive(…) or s3BodyStore(…)")
    .exactOptional(),
});

function isStore(value: unknown): value is ArchiveStore {
  return isRecord(value) && typeof value["put"] === "function" && typeof value["get"] === "function";
}

/** For how long what is kept. */
export type RetentionConfig = z.infer<typeof Retention>;

/** For how many days what is kept. */
export type RetentionPlan = {
  readonly ledgerDays: number;
  readonly intakeDays: number;
  readonly referenceDays: number;
  readonly replayDays: number;
  readonly archive?: ArchiveStore;
};

const defaults: RetentionPlan = { ledgerDays: 14, intakeDays: 45, referenceDays: 400, replayDays: 90 };

/** Fills in the defaults; what does not fit together is added to the faults. */
export function planRetention(config: RetentionConfig, faults: string[]): RetentionPlan {
  const checked = Retention.safeParse(config);
  if (!checked.success)
    faults.push(
      ...checked.error.issues.map(({ path, message }) => `retention.${path.join(".")}: ${message}`),
    );
  const plan = { ...defaults, ...config };
  if (plan.intakeDays < plan.ledgerDays)
    faults.push(
      `retention.intakeDays: ${plan.intakeDays} is less than ledgerDays, ${plan.ledgerDays}; of a delivery that is kept the message must be known.`,
    );
  return plan;
}
