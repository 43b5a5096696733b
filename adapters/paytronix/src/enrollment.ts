import {
  applied,
  blocked,
  emission,
  inDoubt,
  next,
  post,
  postQuery,
  rejected,
  type InterpretContext,
  type Next,
  type OperationContext,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { loyaltyMemberEnrolled, type DataOf, type loyaltyEnroll } from "@spindlebus/contracts";
import { createHash } from "node:crypto";
import { refusalOf } from "./answer.ts";
import { cardFact } from "./card-fact.ts";
import { headerInfo } from "./header-info.ts";
import { americanPhone } from "./phone.ts";
import type { PaytronixSettings } from "./settings.ts";
import { paths, QueryReply, EnrollmentReply } from "./vendor.ts";

type Enroll = DataOf<typeof loyaltyEnroll>;

/** Who is to become a member, and since when. */
export type Enrollment = Pick<Enroll, "memberId" | "profile" | "channel" | "store"> & {
  readonly occurredAt: string;
};

/** `enrollment/createAndRegister.json`: makes an account with a virtual card. */
export function enrollmentRequest(
  { memberId, profile = {} }: Enrollment,
  { settings, unguessable }: OperationContext<PaytronixSettings>,
): VendorRequest | Outcome {
  if (settings.cardTemplateCode === undefined)
    return blocked("noCardTemplate", "Set cardTemplateCode of this connection: it is the programme to join.");
  const said = (channel: string) => profile.consents?.find((each) => each.channel === channel)?.state;
  const allowed = (channel: string) =>
    said(channel) === undefined ? undefined : said(channel) !== "unsubscribed";
  const fields = {
    username: usernameOf(memberId),
    // Nobody is told it: a guest who wants to sign in at Paytronix has a new one sent.
    password: unguessable?.slice(0, 20),
    email: profile.email,
    mobilePhone: americanPhone(profile.phone),
    firstName: profile.givenName,
    lastName: profile.familyName,
    dateOfBirth: profile.birthDate,
    optIn: allowed("email"),
    textCampaignOptIn: allowed("sms"),
  };
  return post(paths.createAndRegister, {
    authentication: "b2b",
    merchantId: settings.merchantId,
    cardTemplateCode: settings.cardTemplateCode,
    enforceUniqueFields: settings.enforceUniqueFields,
    setUserFields: typed(fields),
    setAccountFields: typed({
      ...(memberId.length <= 30 && { customerNumber: memberId }),
      ...(profile.favoriteStoreId && { favoriteStore: { code: profile.favoriteStoreId } }),
    }),
  });
}

/** Fields of the style `typed`: every value is an array. */
export const typed = (fields: Readonly<Record<string, unknown>>) => ({
  style: "typed",
  ...Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, [value]]])),
  ),
});

/** A name that follows from the chain's own id, so that a second try meets the first. */
export const usernameOf = (memberId: string): string =>
  /^[A-Za-z0-9._-]{6,60}$/.test(memberId)
    ? memberId
    : `m-${createHash("sha256").update(memberId).digest("hex").slice(0, 40)}`;

/** Reads an enrollment's answer; whether what conflicts is our own earlier try, the username tells. */
export function readEnrollment(
  response: VendorResponse,
  enrollment: Enrollment,
  { settings, step, carry, message }: InterpretContext<PaytronixSettings>,
): Outcome | Next {
  if (step > 0) {
    const card = cardIn(response);
    if (card !== undefined) return enrolled(enrollment, card, settings);
    const { code, text } = carry as { readonly code: string; readonly text: string };
    return refusalOf(response, settings) ?? rejected(code, text, { nothingDone: true });
  }
  const reply = EnrollmentReply.safeParse(response.json).data;
  if (response.status === 200 && reply && isConflict(reply)) {
    const asked = { storeCode: settings.homeStore, posTransactionId: message.id };
    const text = "Another member has what must be unique: an e-mail address or a number.";
    return next(
      postQuery(paths.accountQuery, {
        headerInfo: headerInfo(settings, asked),
        pageSize: 2,
        accountQueries: [{ name: "username", value: usernameOf(enrollment.memberId) }],
      }),
      { code: reply.result, text },
    );
  }
  if (response.status === 200 && reply?.result === "cardCreatedSuccess")
    return reply.printedCardNumber === undefined
      ? inDoubt("noCard", "Paytronix reported success without a card.")
      : enrolled(enrollment, reply.printedCardNumber, settings);
  return refusalOf(response, settings) ?? inDoubt("unreadable", "Paytronix answered without a new card.");
}

const isConflict = ({ result, errorsByField = {} }: EnrollmentReply): boolean =>
  result === "uniquenessConflict" || (result === "invalidInputs" && errorsByField["username"] !== undefined);

/** The card of the only row; which column has it, the header says. */
function cardIn(response: VendorResponse): string | undefined {
  const reply = QueryReply.safeParse(response.json).data;
  if (response.status !== 200 || reply?.rows.length !== 1) return undefined;
  const column = reply.header.fields.findIndex((name) => /^(printed)?card_?num(ber)?$/i.test(name));
  return reply.rows[0]?.fields[column] ?? undefined;
}

/** The same for an answer and for a card that was found, so that both leave the same facts and messages. */
function enrolled(enrollment: Enrollment, card: string, { cardTemplateCode }: PaytronixSettings): Outcome {
  const { memberId, profile, channel, store, occurredAt } = enrollment;
  const data = {
    member: {
      memberId,
      refs: [{ vendor: "paytronix", type: "card", id: card }],
      programCode: String(cardTemplateCode),
      status: "active" as const,
    },
    ...(profile && { profile }),
    ...(channel && { channel }),
    ...(store && { store }),
    occurredAt,
  };
  return applied({
    emit: [emission(loyaltyMemberEnrolled, data, occurredAt)],
    remember: [cardFact(memberId, card)],
  });
}
