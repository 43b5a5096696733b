import {
  answeredAt,
  applied,
  blocked,
  emission,
  inDoubt,
  next,
  rejected,
  tellingRefusal,
  vendorErrorOf,
  type Emission,
  type InterpretContext,
  type Next,
  type Operation,
  type OperationContext,
  type Outcome,
  type Rejected,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { loyaltyEnroll, loyaltyEnrollFailed, type DataOf } from "@spindlebus/contracts";
import { z } from "zod";
import { change, key } from "./call.ts";
import { squareRef } from "./canonical.ts";
import { refusal } from "./errors.ts";
import { foundAccount, memberFact, searchBy } from "./loyalty-account.ts";
import { reasonOf } from "./refused.ts";
import type { SquareSettings } from "./settings.ts";
import { AccountAnswer } from "./vendor-loyalty.ts";

type Enroll = DataOf<typeof loyaltyEnroll>;
type Context = InterpretContext<SquareSettings>;

/**
 * Makes somebody a member: `POST /v2/loyalty/accounts`. Square knows a member by the phone alone, and a phone has one account;
 * by which code it refuses a second one is not documented, so any refusal makes the bus look whose the phone is.
 */
export const enroll: Operation<Enroll, SquareSettings> = {
  on: loyaltyEnroll,
  summary: "Makes somebody a member of the Square Loyalty programme, by the phone.",
  idempotency: "key",
  key,
  request: (command, context) => telling(enrollment(command, context), command, context),
  interpret: (response, command, context) =>
    telling(
      context.step === 0 ? readMade(response, command, context) : readExisting(response, context),
      command,
      context,
      response,
    ),
};

function enrollment(
  command: Enroll,
  { settings }: OperationContext<SquareSettings>,
): VendorRequest | Outcome {
  const program = command.programCode ?? settings.programId;
  if (program === undefined)
    return blocked(
      "no_program",
      "Set the setting programId of this connection: the command names no programme.",
    );
  const phone = command.profile?.phone;
  if (phone === undefined)
    return rejected("MISSING_PHONE", "Square Loyalty knows a member by the phone alone.");
  const account = { program_id: program, mapping: { phone_number: phone } };
  return change("/v2/loyalty/accounts", { loyalty_account: account }, { settings });
}

function readMade(response: VendorResponse, { memberId, profile }: Enroll, context: Context): Outcome | Next {
  if (response.status < 200 || response.status > 299) {
    const refused = refusal(response);
    const other =
      (refused.kind === "rejected" || refused.kind === "retry") && refused.code !== "INVALID_PHONE_NUMBER";
    if (!other) return refused;
    const query = { mappings: [{ phone_number: profile?.phone }] };
    return next(searchBy(query, context), { code: refused.code, message: refused.message });
  }
  const answer = AccountAnswer.safeParse(response.json);
  if (!answer.success)
    return inDoubt("unreadable_answer", `Square answered ${response.status} without a readable account.`);
  const { id } = answer.data.loyalty_account;
  return applied({ reference: id, remember: [memberFact(memberId, id)] });
}

/** Whose the phone is: then the refusal was for that; if it is nobody's, for what it said. */
function readExisting(response: VendorResponse, { carry }: Context): Outcome {
  if (response.status < 200 || response.status > 299) return refusal(response);
  const account = foundAccount(response);
  if (account === null) return inDoubt("unreadable_answer", "Square's list of accounts is not readable.");
  const { code, message } = Refusal.parse(carry);
  // Square refused to make an account, and has been looked at since.
  return rejected(account === undefined ? code : phoneTaken, message, { nothingDone: true });
}

const phoneTaken = "phone_taken";

const Refusal = z.object({ code: z.string(), message: z.string() });

function telling<Ended extends Outcome | Next | VendorRequest>(
  outcome: Ended,
  command: Enroll,
  { message }: OperationContext<SquareSettings>,
  response?: VendorResponse,
): Ended {
  const occurredAt = answeredAt(message, response);
  return tellingRefusal(outcome, (refused) => [refusedBy(refused, command, occurredAt, response)]);
}

function refusedBy(
  refused: Rejected,
  { memberId, programCode }: Enroll,
  occurredAt: string,
  response?: VendorResponse,
): Emission {
  const isTaken = refused.code === phoneTaken;
  const existing = isTaken && response ? foundAccount(response) : undefined;
  const data = {
    memberId,
    ...(programCode && { programCode }),
    reason: isTaken ? ("duplicate" as const) : reasonOf(refused),
    ...((isTaken || refused.code.endsWith("_PHONE") || refused.code === "INVALID_PHONE_NUMBER") && {
      fields: ["phone"],
    }),
    ...(existing && { existing: { refs: [squareRef("loyalty_account", existing)] } }),
    error: vendorErrorOf(refused),
    occurredAt,
  };
  return emission(loyaltyEnrollFailed, data, occurredAt);
}
