import { setTimeout as delay } from "node:timers/promises";
import pLimit from "p-limit";
import type { Api } from "./api.ts";
import { colourOf } from "./colour-of.ts";
import { CommandFailure } from "./failure.ts";
import type { Print } from "./print.ts";
import type { Accepted } from "./publish-send.ts";
import { awaitReceipt, isSettled, wentWell, type Receipt } from "./receipt.ts";

const asked = 16;

/** Waits until every delivery of these messages is settled, and tells how each ended. @throws where one did not end well */
export async function waitForAll(
  print: Print,
  api: Api,
  accepted: readonly Accepted[],
  seconds: number,
): Promise<void> {
  const signal = AbortSignal.timeout(seconds * 1_000);
  const limit = pLimit(asked);
  const receipts = await Promise.all(
    accepted.map(({ id }) => limit(() => awaitReceipt(api, id, signal, (delayMs) => delay(delayMs)))),
  );
  const many = receipts.length > 1;
  for (const receipt of receipts) tell(print, receipt, many);
  const open = receipts.filter((receipt) => !isSettled(receipt)).length;
  const badly = receipts.filter((receipt) => isSettled(receipt) && !wentWell(receipt)).length;
  if (many) print.line(`${receipts.length - open - badly} settled, ${badly} failed, ${open} still open`);
  if (badly > 0) throw new CommandFailure(`Not every delivery was applied; "spindle failures" tells why.`);
  if (open > 0) {
    throw new CommandFailure(`Not settled after ${seconds} s; "spindle failures" shows what is waiting.`);
  }
}

/** Of many messages only those that need a look. */
function tell(print: Print, receipt: Receipt, many: boolean): void {
  print.value(receipt);
  if (many && wentWell(receipt)) return;
  if (many) print.line(receipt.id);
  if (receipt.deliveries.length === 0)
    print.line(`no route takes ${receipt.type}: it is in the journal only`);
  for (const { route, state, attempts, vendorReference } of receipt.deliveries) {
    const reference = vendorReference ? `  reference ${vendorReference}` : "";
    const failed = attempts > 0 ? `  after ${attempts} failed attempts` : "";
    print.line(`${print.style(colourOf(state), state.padEnd(9))} ${route}${reference}${failed}`);
  }
}
