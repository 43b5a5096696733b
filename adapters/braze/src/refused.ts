import {
  answeredAt,
  emission,
  vendorErrorOf,
  type Emission,
  type Rejected,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import {
  engagementConsentSetFailed,
  engagementEventTrackFailed,
  engagementProfileUpsertFailed,
  type DataOf,
  type engagementConsentSet,
  type Envelope,
  type Order,
} from "@spindlebus/contracts";

type Tells = (refused: Rejected) => readonly Emission[];
type Answered = { readonly message: Envelope; readonly response: VendorResponse };

/** That Braze would not take what a guest allows: it may still send. */
export const consentRefused =
  ({ consentId, profile }: DataOf<typeof engagementConsentSet>, answered: Answered): Tells =>
  (refused) => {
    const told = { ...why(refused, answered), consentId, profile };
    return [emission(engagementConsentSetFailed, told, told.occurredAt)];
  };

/** That Braze would not take a guest's profile: it keeps what it had. */
export const profileRefused =
  (externalId: string, answered: Answered): Tells =>
  (refused) => {
    const told = { ...why(refused, answered), profile: { externalId } };
    return [emission(engagementProfileUpsertFailed, told, told.occurredAt)];
  };

/** That Braze would not take an order of a guest's. */
export const orderRefused =
  ({ orderId }: Order, externalId: string, name: string, answered: Answered): Tells =>
  (refused) => {
    const told = {
      ...why(refused, answered),
      eventId: `${orderId}/completed`,
      name,
      profile: { externalId },
    };
    return [emission(engagementEventTrackFailed, told, told.occurredAt)];
  };

/** What Braze refuses of its own accord is the data; it has no other words for it. */
const why = (refused: Rejected, { message, response }: Answered) => ({
  reason: ["object_refused", "http_400"].includes(refused.code) ? ("invalid" as const) : ("other" as const),
  error: vendorErrorOf(refused),
  occurredAt: answeredAt(message, response),
});
