import { tellingRefusal, type Operation } from "@spindlebus/bus/adapter";
import { loyaltyEnroll, type DataOf } from "@spindlebus/contracts";
import { enrollmentRequest, readEnrollment, type Enrollment } from "./enrollment.ts";
import { enrollRefused } from "./refused.ts";
import type { PaytronixSettings } from "./settings.ts";

type Enroll = DataOf<typeof loyaltyEnroll>;
type Named = { readonly message: { readonly time?: string | undefined } };

/** Whoever is to become a member becomes one. */
export const enroll: Operation<Enroll, PaytronixSettings> = {
  on: loyaltyEnroll,
  summary: "Makes a guest a member of the programme, with a card of their own.",
  // Paytronix takes no second account with the username that we choose: a repeat is refused, and finds the first.
  idempotency: "natural",
  skip: ({ cardNumber }) => (cardNumber === undefined ? false : "a card in hand is activated at the till"),
  request: (command, context) => enrollmentRequest(enrollmentOf(command, context), context),
  interpret: (response, command, context) =>
    tellingRefusal(
      readEnrollment(response, enrollmentOf(command, context), context),
      enrollRefused(command.memberId, context.message, response),
    ),
};

function enrollmentOf({ memberId, profile, channel, store, requestedAt }: Enroll, { message }: Named) {
  const occurredAt = requestedAt ?? message.time ?? "";
  return { memberId, profile, channel, store, occurredAt } satisfies Enrollment;
}
