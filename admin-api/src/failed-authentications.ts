import type { AuditLog } from "@spindlebus/bus/engine";

const linesAMinute = 10;

/** Where somebody tried, who could not say who they are. */
export type FailedAuthentication = { readonly from: string | undefined; readonly path: string };

/**
 * Notes failed authentications in the audit, never what was shown. Whoever goes on trying must not fill the disk: after ten
 * lines in a minute the rest are only counted, and the next line that is written says how many they were.
 */
export function failedAuthentications(
  audit: Pick<AuditLog, "append">,
  nowMs: () => number = Date.now,
): (failed: FailedAuthentication) => Promise<void> {
  let minute = 0;
  let lines = 0;
  let unwritten = 0;
  return async ({ from, path }) => {
    const now = Math.floor(nowMs() / 60_000);
    if (now !== minute) [minute, lines] = [now, 0];
    if (lines >= linesAMinute) {
      unwritten += 1;
      return;
    }
    lines += 1;
    const detail = { from: from ?? null, ...(unwritten > 0 && { unwritten }) };
    unwritten = 0;
    await audit.append({ actor: "unknown", action: "authentication.failed", target: path, detail });
  };
}
