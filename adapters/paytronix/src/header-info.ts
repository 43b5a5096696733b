import type { PaytronixSettings } from "./settings.ts";

/** The head of a call of the transaction service; `posTransactionId` is the ticket number. */
export const headerInfo = (
  settings: PaytronixSettings,
  { storeCode, posTransactionId }: { readonly storeCode: string; readonly posTransactionId: string },
) => ({
  merchantId: settings.merchantId,
  storeCode,
  operatorId: settings.operator,
  terminalId: settings.terminal,
  posTransactionId,
  senderId: "POS",
  programId: settings.programId,
});
