import {
  del,
  get,
  post,
  postQuery,
  put,
  type Fact,
  type Recall,
  type VendorRequest,
} from "@spindlebus/bus/adapter";
import { squareId } from "./canonical.ts";
import type { SquareSettings } from "./settings.ts";
import type { SquareOrder } from "./vendor-order.ts";

type Context = { readonly settings: Pick<SquareSettings, "squareVersion"> };

const versioned = ({ settings }: Context) => ({ headers: { "square-version": settings.squareVersion } });

/** A call that changes something; the bus adds the key to its body. */
export const change = (path: string, body: unknown, context: Context): VendorRequest =>
  post(path, body, versioned(context));

/** A change of one loyalty account, whose id is a member's and therefore in no record. */
export const changeAccount = (
  account: string,
  what: "accumulate" | "adjust",
  body: unknown,
  context: Context,
): VendorRequest =>
  post(`/v2/loyalty/accounts/${encodeURIComponent(account)}/${what}`, body, {
    ...versioned(context),
    recordedPath: `/v2/loyalty/accounts/{account}/${what}`,
  });

/** A search. */
export const search = (path: string, body: unknown, context: Context): VendorRequest =>
  postQuery(path, body, versioned(context));

/** A change of an order, which the order's version guards. */
export const putOrder = (id: string, order: unknown, context: Context): VendorRequest =>
  put(`/v2/orders/${encodeURIComponent(id)}`, { order }, versioned(context));

/** Has one thing deleted. */
export const remove = (path: string, context: Context): VendorRequest => del(path, versioned(context));

/** A look at one thing. */
export const read = (path: string, context: Context): VendorRequest => get(path, {}, versioned(context));

/** The request for one order, whole. */
export const orderRequest = (id: string, context: Context): VendorRequest =>
  read(`/v2/orders/${encodeURIComponent(id)}`, context);

/**
 * Square's documentation says what a repeat under a key does and not how long it keeps one; a day is assumed, and after
 * it a person is asked.
 */
export const key = { field: "idempotency_key", validFor: "24h" } as const;

const orderKind = "order";

/** Which of Square's orders the chain's order is. */
export const orderFact = (orderId: string, { id }: Pick<SquareOrder, "id">): Fact => ({
  kind: orderKind,
  id: orderId,
  vendorId: id,
  facts: {},
});

type Named = { readonly orderId: string; readonly refs?: Parameters<typeof squareId>[0] };

/** What to remember of an order whose message does not name it in Square's words. */
export const recallOrder = ({ orderId, refs }: Named, optional = false): Readonly<Record<string, Recall>> =>
  squareId(refs, "order") === undefined
    ? { order: { kind: orderKind, ids: [orderId], writtenBy: "submitOrder", entityKey: orderId, optional } }
    : {};
