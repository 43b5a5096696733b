import {
  applied,
  del,
  inDoubt,
  next,
  unchanged,
  type InterpretContext,
  type Next,
  type Operation,
  type OperationContext,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { customerErase, type DataOf } from "@spindlebus/contracts";
import { z } from "zod";
import { search } from "./call.ts";
import { refusal } from "./errors.ts";
import type { SquareSettings } from "./settings.ts";
import { ErrorAnswer } from "./vendor.ts";

type Erase = DataOf<typeof customerErase>;
type Context = Pick<OperationContext<SquareSettings>, "settings">;

/**
 * Deletes the customers of a guest: those that refs name, else those that carry the chain's id as their reference_id. A loyalty
 * account is of a phone, and no endpoint deletes one.
 */
export const eraseGuest: Operation<Erase, SquareSettings> = {
  on: customerErase,
  summary: "Deletes the Square customers of a guest who is to be forgotten.",
  // Who is gone stays gone.
  idempotency: "natural",
  request(command, context) {
    const [first] = namedIn(command);
    return first === undefined ? searchFor(command, context) : remove(first, context);
  },
  interpret: readErasure,
};

const nobody = unchanged("Square has no such customer");

const namedIn = ({ refs = [] }: Erase): readonly string[] =>
  refs.filter(({ vendor, type }) => vendor === "square" && type === "customer").map(({ id }) => id);

const remove = (id: string, { settings }: Context): VendorRequest =>
  del(`/v2/customers/${encodeURIComponent(id)}`, {
    headers: { "square-version": settings.squareVersion },
    recordedPath: "/v2/customers/{customer}",
  });

/** As many as there is time for in one attempt; where there are more, a repeat of the command finds them. */
const most = 5;

const searchFor = ({ memberId }: Erase, context: Context): VendorRequest => searchMember(memberId, context);

const searchMember = (memberId: string, context: Context): VendorRequest =>
  search(
    "/v2/customers/search",
    { query: { filter: { reference_id: { exact: memberId } } }, limit: most },
    context,
  );

/** Looks for a customer whom nobody has. */
export const searchNobody = (context: Context): VendorRequest =>
  searchMember("spindle-connection-test", context);

/** How far an erasure has come: who is being deleted, who comes next, and whether anybody was there. */
type Progress = { readonly id: string; readonly left: readonly string[]; readonly found: boolean };

function readErasure(
  response: VendorResponse,
  command: Erase,
  context: InterpretContext<SquareSettings>,
): Outcome | Next {
  const [first, ...others] = namedIn(command).slice(0, most);
  if (context.step === 0 && first === undefined) return readSearch(response, context);
  const { id, left, found } = (context.carry as Progress | null) ?? {
    id: first ?? "",
    left: others,
    found: false,
  };
  const isDeleted = response.status >= 200 && response.status < 300;
  const isGone = response.status === 404 && ErrorAnswer.safeParse(response.json).success;
  if (!isGone && !isDeleted) return refusal(response);
  const [following, ...rest] = left;
  if (following !== undefined)
    return next(remove(following, context), { id: following, left: rest, found: found || isDeleted });
  return found || isDeleted ? applied({ reference: id }) : nobody;
}

const Found = z.looseObject({
  customers: z.array(z.looseObject({ id: z.string().min(1) })).optional(),
});

function readSearch(response: VendorResponse, context: Context): Outcome | Next {
  if (response.status < 200 || response.status > 299) return refusal(response);
  const read = Found.safeParse(response.json);
  if (!read.success) return inDoubt("unreadable_answer", "Square's list of customers is not readable.");
  const [first, ...left] = (read.data.customers ?? []).map(({ id }) => id);
  return first === undefined ? nobody : next(remove(first, context), { id: first, left, found: false });
}
