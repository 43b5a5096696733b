import {
  answeredAt,
  emission,
  refusalReason,
  vendorErrorOf,
  type Emission,
  type RefusalReasons,
  type Rejected,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import {
  engagementConsentSetFailed,
  identityUserCreateFailed,
  type DataOf,
  type engagementConsentSet,
  type Envelope,
  type identityUserUpdateFailed,
} from "@spindlebus/contracts";

/** One of the contracts that tell of a refused command about a user; all say the same. */
type UserFailed = typeof identityUserUpdateFailed;
type Target = Pick<DataOf<UserFailed>, "userId" | "externalId">;
type Tells = (refused: Rejected) => readonly Emission[];

/** To which message Auth0 said no, and with what. */
type Asked = { readonly message: Envelope; readonly response: VendorResponse };

/** That nobody was made; `existingUserId` is who has what was to be theirs, where that was read. */
export const createRefused =
  (externalId: string, existingUserId: string | undefined, asked: Asked): Tells =>
  (refused) => {
    const told = { externalId, ...(existingUserId !== undefined && { existingUserId }) };
    const why = whyOf(refused, asked);
    return [emission(identityUserCreateFailed, { ...told, ...why }, why.occurredAt)];
  };

/** That a user is as before. */
export const userRefused =
  (contract: UserFailed, { userId, externalId }: Target, asked: Asked): Tells =>
  (refused) => {
    const told = { userId, ...(externalId !== undefined && { externalId }) };
    const why = whyOf(refused, asked);
    return [emission(contract, { ...told, ...why }, why.occurredAt)];
  };

/** That Auth0 does not keep what a guest allows. */
export const consentRefused =
  ({ consentId, profile }: DataOf<typeof engagementConsentSet>, asked: Asked): Tells =>
  (refused) => {
    const why = whyOf(refused, asked);
    return [emission(engagementConsentSetFailed, { consentId, profile, ...why }, why.occurredAt)];
  };

const whyOf = (refused: Rejected, { message, response }: Asked) => ({
  reason: refusalReason(refused, reasons),
  error: vendorErrorOf(refused),
  occurredAt: answeredAt(message, response),
});

/** Auth0 has no list of its codes, and of one that all conflicts share only its sentence tells; what fits none is `other`. */
const reasons: RefusalReasons<DataOf<UserFailed>["reason"]> = [
  [/already exists|conflict/i, "duplicate"],
  [/inexistent|not exist|not found/i, "not_found"],
  [/not_supported|not_allowed|not supported|not allowed/i, "not_allowed"],
  [/invalid|validation|PasswordStrength/i, "invalid"],
];
