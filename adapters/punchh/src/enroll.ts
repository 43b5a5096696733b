import {
  absent,
  answeredAt,
  applied,
  blocked,
  emission,
  get,
  inDoubt,
  next,
  post,
  rejected,
  tellingRefusal,
  unclear,
  type InterpretContext,
  type Next,
  type Operation,
  type OperationContext,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { loyaltyEnroll, loyaltyMemberEnrolled, type DataOf } from "@spindlebus/contracts";
import { refusal, saysDuplicate } from "./errors.ts";
import { memberKind, UserAnswer, userRef } from "./member.ts";
import { enrollRefused } from "./refused.ts";
import { nationalPhone } from "./phone.ts";
import type { PunchhSettings } from "./settings.ts";

type Enroll = DataOf<typeof loyaltyEnroll>;

/** Makes somebody a member: `POST /api/auth/customers.json` of the online ordering API. */
export const enroll: Operation<Enroll, PunchhSettings> = {
  on: loyaltyEnroll,
  summary: "Makes a guest a member of the Punchh programme.",
  idempotency: "probe",
  request: (command, context) =>
    tellingRefusal(enrollRequest(command, context), enrollRefused(command.memberId, context)),
  interpret: (response, command, context) => {
    const outcome = readEnrollment(response, command, context);
    // Who has the e-mail is told where it was read.
    return outcome.kind === "rejected" && outcome.emit
      ? outcome
      : tellingRefusal(outcome, enrollRefused(command.memberId, { ...context, response }));
  },
  probe: {
    readLag: "2s",
    request: (command) => lookUp(command),
    interpret(response, command, context) {
      if (response.status === 404) return absent();
      const user = response.status === 200 ? UserAnswer.safeParse(response.json).data : undefined;
      if (user === undefined) return unclear(`Punchh gave no readable user (HTTP ${response.status}).`);
      if (isOurs(user, command))
        return enrolled(user, command, answeredAt(context.message, response), context.settings);
      return unclear("Punchh has a user with this e-mail, and does not say whether it is this member.");
    },
  },
};

function enrollRequest(
  { memberId, profile = {}, cardNumber, referralCode, channel }: Enroll,
  { settings, unguessable }: OperationContext<PunchhSettings>,
): VendorRequest | Outcome {
  if (settings.client === undefined)
    return blocked(
      "client_missing",
      "Set the setting client of this connection: Punchh enrolls for a client only.",
    );
  if (profile.email === undefined) return rejected("email_missing", "Punchh knows a member by an e-mail.");
  const subscribed = (wanted: string) => {
    const state = profile.consents?.find((each) => each.channel === wanted)?.state;
    return state === undefined ? undefined : state !== "unsubscribed";
  };
  if (unguessable === undefined)
    return blocked("no_password", "No password could be made: the connection has no secrets.");
  // Punchh wants one that nobody is to use: the guest sets an own one by "forgot password", or comes by single sign-on.
  const password = `${unguessable}aA1!`;
  return post("/api/auth/customers.json", {
    client: settings.client,
    user: {
      email: profile.email,
      password,
      password_confirmation: password,
      first_name: profile.givenName,
      last_name: profile.familyName,
      phone: profile.phone && nationalPhone(profile.phone, settings),
      birthday: profile.birthDate,
      card_number: cardNumber,
      invite_code: referralCode,
      external_source: settings.externalSource,
      external_source_id: settings.externalSource && memberId,
      signup_channel: channel && signupChannels.has(channel) ? channel : settings.signupChannel,
      marketing_email_subscription: subscribed("email"),
    },
  });
}

const signupChannels: ReadonlySet<string> = new Set([
  "MobileEmail",
  "POS",
  "WebEmail",
  "eclub",
  "OnlineOrder",
  "Chatbot",
  "Wifi",
]);

const lookUp = ({ profile }: Enroll): VendorRequest =>
  get("/api2/dashboard/users/info", { email: profile?.email });

const isOurs = ({ external_source_id: id }: UserAnswer, { memberId }: Enroll): boolean => id === memberId;

function readEnrollment(
  response: VendorResponse,
  command: Enroll,
  { settings, message, step }: InterpretContext<PunchhSettings>,
): Outcome | Next {
  const occurredAt = answeredAt(message, response);
  if (step > 0) {
    if (response.status !== 200 && response.status !== 404) return refusal(response);
    const user = response.status === 200 ? UserAnswer.safeParse(response.json).data : undefined;
    if (user && isOurs(user, command)) return enrolled(user, command, occurredAt, settings);
    const existing = user?.user_id;
    return tellingRefusal(duplicate, enrollRefused(command.memberId, { message, response, existing }));
  }
  if (saysDuplicate(response)) return next(lookUp(command));
  if (response.status !== 200 && response.status !== 201) return refusal(response);
  const read = UserAnswer.safeParse(response.json);
  if (!read.success) return inDoubt("unreadable_answer", "Punchh answered without a readable user.");
  return enrolled(read.data, command, occurredAt, settings);
}

function enrolled(
  { user_id: id }: UserAnswer,
  command: Enroll,
  occurredAt: string,
  { toldBy }: PunchhSettings,
) {
  const { memberId, profile, channel, store } = command;
  const data = {
    member: { memberId, refs: [userRef(id)], enrolledAt: occurredAt, status: "active" as const },
    ...(profile && { profile }),
    ...(channel && { channel }),
    ...(store && { store }),
    occurredAt,
  };
  return applied({
    reference: id,
    emit: toldBy === "operation" ? [emission(loyaltyMemberEnrolled, data, occurredAt)] : [],
    remember: [{ kind: memberKind, id: memberId, vendorId: id, facts: {} }],
  });
}

/** It has been looked at: what was asked for is not a user of ours, so nothing was made. */
const duplicate = rejected("duplicate", "Another member has this e-mail or telephone already.", {
  nothingDone: true,
});
