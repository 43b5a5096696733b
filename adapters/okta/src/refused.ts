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
  identityUserCreateFailed,
  type DataOf,
  type Envelope,
  type identityUserUpdateFailed,
} from "@spindlebus/contracts";

/** One of the contracts that tell of a refused command about a user; all say the same. */
type UserFailed = typeof identityUserUpdateFailed;
type Target = Pick<DataOf<UserFailed>, "userId" | "externalId">;
type Tells = (refused: Rejected) => readonly Emission[];

/** To which message Okta said no, and with what. */
type Asked = { readonly message: Envelope; readonly response: VendorResponse };

/** That nobody was made; `existingUserId` is who has the login, where that was read. */
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

const whyOf = (refused: Rejected, { message, response }: Asked) => ({
  reason: refusalReason(refused, reasons),
  error: vendorErrorOf(refused),
  occurredAt: answeredAt(message, response),
});

/** Of the code for all that the profile does not take (E0000001) only its causes say more; what fits none is `other`. */
const reasons: RefusalReasons<DataOf<UserFailed>["reason"]> = [
  [/already exists/i, "duplicate"],
  [/^E0000007\b|not found/i, "not_found"],
  [/^E00000(01|03|21|24)\b|validation failed/i, "invalid"],
  [/^E00000(06|38)\b|not allowed|not permitted/i, "not_allowed"],
];
