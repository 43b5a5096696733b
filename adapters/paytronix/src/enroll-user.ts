import { tellingRefusal, type Operation } from "@spindlebus/bus/adapter";
import { identityUserCreated, type DataOf } from "@spindlebus/contracts";
import { enrollmentRequest, readEnrollment, type Enrollment } from "./enrollment.ts";
import { enrollRefused } from "./refused.ts";
import type { PaytronixSettings } from "./settings.ts";

type Created = DataOf<typeof identityUserCreated>;

/** Whoever signs up becomes a member, under the chain's own id of them, else under the identity provider's. */
export const enrollUser: Operation<Created, PaytronixSettings> = {
  on: identityUserCreated,
  summary: "Makes whoever signs up a member of the programme.",
  idempotency: "natural", // as enroll
  skip: ({ user: { emails, phoneNumbers } }, { settings }) => {
    if (!settings.enrollUsers) return "the connection does not enroll whoever signs up";
    return (emails ?? phoneNumbers) === undefined
      ? "Paytronix knows a member by an address or a number"
      : false;
  },
  request: (event, context) => enrollmentRequest(enrollmentOf(event), context),
  interpret: (response, event, context) => {
    const enrollment = enrollmentOf(event);
    const told = enrollRefused(enrollment.memberId, context.message, response);
    return tellingRefusal(readEnrollment(response, enrollment, context), told);
  },
};

function enrollmentOf({ user, occurredAt }: Created): Enrollment {
  const { emails, phoneNumbers, name, birthDate } = user;
  const profile = {
    email: emails?.[0]?.value,
    phone: phoneNumbers?.[0]?.value,
    givenName: name?.givenName,
    familyName: name?.familyName,
    birthDate,
  };
  return { memberId: user.externalId ?? user.userId, profile, occurredAt };
}
