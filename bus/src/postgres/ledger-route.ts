/** A route as the ledger needs it: `laned` where its deliveries keep a strict order. */
export type LedgerRoute = { readonly name: string; readonly laned: boolean };
