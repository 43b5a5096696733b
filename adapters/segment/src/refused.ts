import {
  answeredAt,
  emission,
  vendorErrorOf,
  type BatchItem,
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
  type engagementEventTrack,
  type engagementProfileUpsert,
  type Envelope,
} from "@spindlebus/contracts";

type Tells = (refused: Rejected) => readonly Emission[];

/** That Segment would not take what a guest did. */
export const trackRefused =
  (
    { data, message }: Pick<BatchItem<DataOf<typeof engagementEventTrack>>, "data" | "message">,
    response: VendorResponse,
  ): Tells =>
  (refused) => {
    const { event, profile } = data;
    const occurredAt = answeredAt(message, response);
    const told = { ...why(refused), profile: keyOf(profile), eventId: event.eventId, name: event.name };
    return [emission(engagementEventTrackFailed, { ...told, occurredAt }, occurredAt)];
  };

/** That Segment would not take a profile. */
export const profileRefused =
  ({ profile }: DataOf<typeof engagementProfileUpsert>, message: Envelope, response: VendorResponse): Tells =>
  (refused) => {
    const occurredAt = answeredAt(message, response);
    const told = { ...why(refused), profile: keyOf(profile), occurredAt };
    return [emission(engagementProfileUpsertFailed, told, occurredAt)];
  };

/** That Segment would not take what a guest allows. */
export const consentRefused =
  (
    { consentId, profile }: DataOf<typeof engagementConsentSet>,
    message: Envelope,
    response: VendorResponse,
  ): Tells =>
  (refused) => {
    const occurredAt = answeredAt(message, response);
    const told = { ...why(refused), profile: keyOf(profile), consentId, occurredAt };
    return [emission(engagementConsentSetFailed, told, occurredAt)];
  };

/** Segment's answers have no codes: what it refuses by 400 or 413 is the data; the rest may be anything. */
const why = (refused: Rejected) => ({
  reason: ["too_large", "http_400", "http_413"].includes(refused.code)
    ? ("invalid" as const)
    : ("other" as const),
  error: vendorErrorOf(refused),
});

type Key = DataOf<typeof engagementEventTrack>["profile"];

/** Of a profile no more than who it is. */
const keyOf = ({ externalId, refs, anonymousId, email, phone }: Key): Key => ({
  externalId,
  refs,
  anonymousId,
  email,
  phone,
});
