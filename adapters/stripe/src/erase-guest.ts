import {
  applied,
  del,
  get,
  inDoubt,
  next,
  unchanged,
  type InterpretContext,
  type Next,
  type Operation,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { customerErase, type DataOf } from "@spindlebus/contracts";
import { errorCodeOf, refusal } from "./errors.ts";
import type { StripeSettings } from "./settings.ts";
import { CustomerSearch } from "./vendor.ts";

type Erase = DataOf<typeof customerErase>;

/**
 * Deletes the customers of a guest: those that refs name, else those that carry the chain's id in their metadata
 * (docs.stripe.com/api/customers/delete, …/search). Payments stay: the law wants them kept, and Stripe shows them without cards.
 */
export const eraseGuest: Operation<Erase, StripeSettings> = {
  on: customerErase,
  summary: "Deletes the Stripe customers of a guest who is to be forgotten, with their saved cards.",
  // Who is gone stays gone.
  idempotency: "natural",
  request(command, { settings }) {
    const [first] = namedIn(command);
    return first === undefined ? search(command, settings) : remove(first, settings);
  },
  interpret: readErasure,
};

const namedIn = ({ refs = [] }: Erase): readonly string[] =>
  refs.filter(({ vendor, type }) => vendor === "stripe" && type === "customer").map(({ id }) => id);

const version = ({ stripeVersion }: StripeSettings) => ({ headers: { "stripe-version": stripeVersion } });

const remove = (id: string, settings: StripeSettings): VendorRequest =>
  del(`/v1/customers/${encodeURIComponent(id)}`, {
    ...version(settings),
    recordedPath: "/v1/customers/{customer}",
  });

/** Stripe's query language has its texts in quotes, with a backslash before those within. */
const search = ({ memberId }: Erase, settings: StripeSettings): VendorRequest =>
  searchMember(memberId, settings);

function searchMember(memberId: string, settings: StripeSettings): VendorRequest {
  const query = `metadata[${quoted(settings.memberIdKey)}]:${quoted(memberId)}`;
  return get("/v1/customers/search", { query, limit: most }, version(settings));
}

/** Looks for a customer whom nobody has. */
export const searchNobody = (settings: StripeSettings): VendorRequest =>
  searchMember("spindle-connection-test", settings);

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, "\\$&")}"`;

/** As many as there is time for in one attempt; where there are more, a repeat of the command finds them. */
const most = 5;

/** How far an erasure has come: who is being deleted, who comes next, and whether anybody was there. */
type Progress = { readonly id: string; readonly left: readonly string[]; readonly found: boolean };

function readErasure(
  response: VendorResponse,
  command: Erase,
  { settings, step, carry }: InterpretContext<StripeSettings>,
): Outcome | Next {
  const named = namedIn(command).slice(0, most);
  const [first] = named;
  if (step === 0 && first === undefined) return readSearch(response, settings);
  const { id, left, found } = (carry as Progress | null) ?? {
    id: first ?? "",
    left: named.slice(1),
    found: false,
  };
  const isGone = response.status === 404 && errorCodeOf(response) === "resource_missing";
  const isDeleted = response.status >= 200 && response.status < 300;
  if (!isGone && !isDeleted) return refusal(response);
  const [following, ...rest] = left;
  if (following !== undefined)
    return next(remove(following, settings), { id: following, left: rest, found: found || isDeleted });
  return found || isDeleted ? applied({ reference: id }) : nobody;
}

const nobody = unchanged("Stripe has no such customer");

function readSearch(response: VendorResponse, settings: StripeSettings): Outcome | Next {
  if (response.status < 200 || response.status > 299) return refusal(response);
  const read = CustomerSearch.safeParse(response.json);
  if (!read.success)
    return inDoubt("unreadable_answer", `Stripe answered ${response.status} without a readable list.`);
  const [first, ...left] = read.data.data.map(({ id }) => id);
  return first === undefined ? nobody : next(remove(first, settings), { id: first, left, found: false });
}
