import {
  applied,
  del,
  get,
  inDoubt,
  next,
  rejected,
  unchanged,
  type InterpretContext,
  type Json,
  type Next,
  type Operation,
  type OperationContext,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { customerErase, type DataOf } from "@spindlebus/contracts";
import { refusal } from "./errors.ts";
import { memberKind, UserAnswer } from "./member.ts";
import type { PunchhSettings } from "./settings.ts";

type Erase = DataOf<typeof customerErase>;
type Context = InterpretContext<PunchhSettings>;

/**
 * Has a member deleted: first deactivated, which Punchh wants, then marked for deletion. Punchh does it after as many days as
 * the business has set (7 unless told otherwise), and cannot be told to stop.
 */
export const eraseGuest: Operation<Erase, PunchhSettings> = {
  on: customerErase,
  summary: "Has Punchh anonymise or delete a guest who is to be forgotten.",
  // Who is marked stays so.
  idempotency: "natural",
  recall: ({ memberId }) => ({
    member: { kind: memberKind, ids: [memberId], writtenBy: "enroll", optional: true },
  }),
  request: eraseRequest,
  interpret: readErasure,
};

const knownId = (
  { refs = [] }: Erase,
  { recalled }: Pick<OperationContext<PunchhSettings>, "recalled">,
): string | undefined =>
  refs.find(({ vendor, type }) => vendor === "punchh" && type === "user")?.id ?? recalled["member"]?.vendorId;

const nobody = unchanged("Punchh has no such member");

/** The member is named by a ref, by the bus's memory, or is whoever has the guest's e-mail at Punchh. */
function eraseRequest(command: Erase, context: OperationContext<PunchhSettings>): VendorRequest | Outcome {
  const id = knownId(command, context);
  if (id !== undefined) return deactivate(id);
  if (command.email === undefined) return nobody;
  return get("/api2/dashboard/users/info", { email: command.email });
}

const deactivate = (id: string): VendorRequest =>
  del(`/api2/dashboard/users/deactivate?user_id=${encodeURIComponent(id)}`);

const remove = (id: string, { erasure }: PunchhSettings): VendorRequest => ({
  ...del("/api2/dashboard/users", { headers: { "content-type": "application/json" } }),
  body: JSON.stringify({
    user_id: id,
    reason: erasure === "anonymize" ? "anonymize_forget_me" : "delete_general",
  }),
});

function readErasure(response: VendorResponse, command: Erase, context: Context): Outcome | Next {
  const known = knownId(command, context);
  if (context.step === 0 && known === undefined) return readLookUp(response, command);
  const { id, deactivated } = progressOf(context.carry, known);
  if (response.status === 404) return nobody;
  if (deactivated) return isOk(response) ? applied({ reference: id }) : refusal(response);
  const refused = isOk(response) ? undefined : refusal(response);
  // A refusal in words is mostly of somebody who is deactivated already; the deletion tells.
  if (refused && refused.kind !== "rejected") return refused;
  return next(remove(id, context.settings), { id, deactivated: true });
}

const isOk = ({ status }: VendorResponse): boolean => status === 200 || status === 202 || status === 204;

function progressOf(carry: Json, known: string | undefined) {
  const { id, deactivated = false } = (carry ?? {}) as { id?: string; deactivated?: boolean };
  return { id: id ?? known ?? "", deactivated };
}

function readLookUp(response: VendorResponse, { memberId }: Erase): Outcome | Next {
  if (response.status === 404) return nobody;
  if (response.status !== 200) return refusal(response);
  const { data: user } = UserAnswer.safeParse(response.json);
  if (!user) return inDoubt("unreadable_answer", "Punchh answered without a readable user.");
  const { user_id: id, external_source_id: chain } = user;
  if (chain && chain !== memberId)
    return rejected(
      "another_member",
      "The member who has this e-mail at Punchh carries another id of the chain: find out who is meant, and name the member by a ref.",
    );
  return next(deactivate(id), { id });
}
