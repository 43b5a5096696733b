import type { DataOf, Fulfilment, orderSubmit } from "@spindlebus/contracts";
import { squareId } from "./canonical.ts";

type Submit = DataOf<typeof orderSubmit>;

/** How the order is to be handed over, in Square's words. */
export function fulfillmentsOf({ fulfilment, customer }: Submit) {
  const { type } = fulfilment;
  // Who eats at the table needs no handing over that Square knows.
  if (type === "dine_in") return undefined;
  const guest = fulfilment.recipient ?? customer;
  const name = [guest?.givenName, guest?.familyName].filter(Boolean).join(" ") || undefined;
  const recipient = {
    customer_id: squareId(guest?.refs, "customer"),
    display_name: name,
    email_address: guest?.email,
    phone_number: guest?.phone,
  };
  const schedule = {
    schedule_type: fulfilment.requestedAt === undefined || fulfilment.asap ? "ASAP" : "SCHEDULED",
    prep_time_duration: fulfilment.prepTime,
    note: fulfilment.note,
  };
  const { requestedAt: at } = fulfilment;
  if (type === "delivery") {
    const details = {
      ...deliveryOf(fulfilment),
      recipient: { ...recipient, address: addressOf(fulfilment) },
    };
    return [
      { type: "DELIVERY", state: "PROPOSED", delivery_details: { ...schedule, ...details, deliver_at: at } },
    ];
  }
  const curbside = type === "curbside" && {
    is_curbside_pickup: true,
    ...(fulfilment.curbside?.note && {
      curbside_pickup_details: { curbside_details: fulfilment.curbside.note },
    }),
  };
  return [
    {
      type: "PICKUP",
      state: "PROPOSED",
      pickup_details: { ...schedule, recipient, pickup_at: at, ...curbside },
    },
  ];
}

const deliveryOf = ({ delivery }: Fulfilment) => ({
  dropoff_notes: delivery?.instructions,
  is_no_contact_delivery: delivery?.contactless,
});

function addressOf({ delivery }: Fulfilment) {
  const { address } = delivery ?? {};
  if (!address) return undefined;
  const [first, ...rest] = (address.streetAddress ?? "").split("\n");
  return {
    address_line_1: first || undefined,
    address_line_2: rest.join(", ") || undefined,
    locality: address.locality,
    administrative_district_level_1: address.region,
    postal_code: address.postalCode,
    country: address.country,
  };
}
