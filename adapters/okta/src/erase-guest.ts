import {
  get,
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
import { isOk, unreadable, userKind } from "./answer.ts";
import { readRemoval, startRemoval } from "./delete-user.ts";
import { refusal } from "./errors.ts";
import type { OktaSettings } from "./settings.ts";
import { UserObject } from "./vendor.ts";

type Erase = DataOf<typeof customerErase>;

/** Deletes the account of a guest who is to be forgotten; who it is tells a ref, the bus's memory, or a search by the chain's id. */
export const eraseGuest: Operation<Erase, OktaSettings> = {
  on: customerErase,
  summary: "Deletes the Okta user of a guest who is to be forgotten.",
  // Who is gone stays gone, and who is deactivated stays that until the deletion.
  idempotency: "natural",
  recall: ({ memberId }) => ({
    user: { kind: userKind, ids: [memberId], writtenBy: "createUser", optional: true },
  }),
  request(command, context) {
    const id = knownId(command, context);
    return id === undefined ? search(command, context.settings) : startRemoval(id);
  },
  interpret: readErasure,
};

const knownId = (
  { refs = [] }: Erase,
  { recalled }: Pick<OperationContext<OktaSettings>, "recalled">,
): string | undefined =>
  refs.find(({ vendor, type }) => vendor === "okta" && type === "user")?.id ?? recalled["user"]?.vendorId;

/**
 * Okta's filter language has its texts in double quotes, with a backslash before what would end them. It takes upper and lower
 * case for the same, so that others may be found beside the one.
 */
const search = ({ memberId }: Erase, { externalIdKey }: OktaSettings): VendorRequest =>
  get("/api/v1/users", { search: `profile.${externalIdKey} eq ${JSON.stringify(memberId)}`, limit: 50 });

function readErasure(
  response: VendorResponse,
  command: Erase,
  context: InterpretContext<OktaSettings>,
): Outcome | Next {
  const { step, carry } = context;
  const known = knownId(command, context);
  if (known !== undefined) return readRemoval(response, known, step);
  if (typeof carry === "string") return readRemoval(response, carry, step - 1, carry);
  if (!isOk(response)) return refusal(response);
  const found = z.array(UserObject).safeParse(response.json);
  if (!found.success) return unreadable(response);
  const user = found.data.find(({ profile }) => profile[context.settings.externalIdKey] === command.memberId);
  if (!user) return unchanged("Okta has no such user");
  return next(startRemoval(user.id), user.id);
}
