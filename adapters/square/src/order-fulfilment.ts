import {
  Email,
  Phone,
  type DataOf,
  type Order,
  type orderFulfillmentUpdated,
  type Party,
} from "@spindlebus/contracts";
import { squareRef } from "./canonical.ts";
import type { Fulfillment, Recipient } from "./vendor-fulfillment.ts";
import type { SquareOrder } from "./vendor-order.ts";

type Fulfilment = NonNullable<Order["fulfilment"]>;
type Status = NonNullable<DataOf<typeof orderFulfillmentUpdated>["fulfilments"][number]["status"]>;

/** The ways in which a meal is handed over; a parcel is none, and stays in `ext`. */
export const fulfilmentsOf = ({ fulfillments = [] }: SquareOrder): Fulfilment[] =>
  fulfillments.flatMap((fulfillment) => {
    if (fulfillment.type === "PICKUP") return [pickup(fulfillment)];
    return fulfillment.type === "DELIVERY" ? [delivery(fulfillment)] : [];
  });

function pickup({ uid, state, pickup_details: details }: Fulfillment): Fulfilment {
  const { curbside_pickup_details: curbside, is_curbside_pickup: isCurbside } = details ?? {};
  return {
    fulfilmentId: uid,
    type: isCurbside ? "curbside" : "pickup",
    ...common(details),
    requestedAt: details?.pickup_at,
    handedOverAt: details?.picked_up_at,
    ...states(state),
    ...(curbside && { curbside: { note: curbside.curbside_details, arrivedAt: curbside.buyer_arrived_at } }),
  };
}

function delivery({ uid, state, delivery_details: details }: Fulfillment): Fulfilment {
  const { courier_provider_name: provider, courier_support_phone_number: phone } = details ?? {};
  const courier = { provider, phone: e164(phone), pickupAt: details?.courier_pickup_at };
  return {
    fulfilmentId: uid,
    type: "delivery",
    ...common(details),
    requestedAt: details?.deliver_at,
    ...states(state),
    delivery: {
      address: addressOf(details?.recipient),
      instructions: details?.dropoff_notes,
      contactless: details?.is_no_contact_delivery,
      ...(Object.values(courier).some((known) => known !== undefined) && { courier }),
      deliveredAt: details?.delivered_at,
    },
  };
}

type Details = NonNullable<Fulfillment["pickup_details"] | Fulfillment["delivery_details"]>;

const common = (details: Details | undefined) => ({
  asap: details?.schedule_type === undefined ? undefined : details.schedule_type === "ASAP",
  prepTime: isoDuration(details?.prep_time_duration),
  readyAt: details?.ready_at,
  recipient: details?.recipient && partyOf(details.recipient),
  note: details?.note,
  cancelReason: details?.cancel_reason,
});

const states = (state: string | undefined) => ({
  status: state === undefined ? undefined : fulfilmentStatus[state],
  vendorStatus: state,
});

/** How far a handing over is, by Square's word; an unknown word is no status. */
export const fulfilmentStatus: Readonly<Record<string, Status | undefined>> = {
  PROPOSED: "pending",
  RESERVED: "preparing",
  PREPARED: "ready",
  COMPLETED: "completed",
  CANCELED: "cancelled",
  FAILED: "failed",
};

/** The person; what no canonical field can hold (a telephone number without its country) is left to the raw body. */
function partyOf({
  customer_id: customer,
  display_name: name,
  email_address,
  phone_number,
}: Recipient): Party {
  const [givenName, ...rest] = (name ?? "").trim().split(/\s+/);
  const familyName = rest.join(" ");
  return {
    ...(customer && { refs: [squareRef("customer", customer)] }),
    email: Email.safeParse(email_address).data,
    phone: e164(phone_number),
    givenName: givenName?.slice(0, 100) || undefined,
    familyName: familyName.slice(0, 100) || undefined,
  };
}

function addressOf(recipient: Recipient | undefined) {
  const address = recipient?.address;
  if (!address) return undefined;
  const lines = [address.address_line_1, address.address_line_2].filter((line) => line !== undefined);
  return {
    streetAddress: lines.length > 0 ? lines.join("\n").slice(0, 255) : undefined,
    locality: address.locality?.slice(0, 255),
    region: address.administrative_district_level_1?.slice(0, 255),
    postalCode: address.postal_code?.slice(0, 255),
    country: /^[A-Z]{2}$/.test(address.country ?? "") ? address.country : undefined,
  };
}

/** The number, where it is E.164. */
export const e164 = (text: string | undefined): string | undefined => Phone.safeParse(text).data;

const isoDuration = (text: string | undefined): string | undefined =>
  text !== undefined && /^P(?:\d+[DW])?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/.test(text) && text !== "P"
    ? text
    : undefined;
