import { z } from "zod";
import { Id, maybe, Time, Words } from "./vendor.ts";

/* How an order of Square's is handed over. */

const Address = z.looseObject({
  address_line_1: maybe(z.string()),
  address_line_2: maybe(z.string()),
  locality: maybe(z.string()),
  administrative_district_level_1: maybe(z.string()),
  postal_code: maybe(z.string()),
  country: maybe(z.string()),
});

const Recipient = z.looseObject({
  customer_id: maybe(Id),
  display_name: maybe(z.string()),
  email_address: maybe(z.string()),
  phone_number: maybe(z.string()),
  address: maybe(Address),
});
export type Recipient = z.infer<typeof Recipient>;

const handingOver = {
  recipient: maybe(Recipient),
  schedule_type: maybe(z.string()),
  prep_time_duration: maybe(z.string()),
  note: maybe(Words),
  ready_at: maybe(Time),
  cancel_reason: maybe(Words),
};

export const Fulfillment = z.looseObject({
  uid: Id,
  type: maybe(z.string()),
  state: maybe(z.string()),
  pickup_details: maybe(
    z.looseObject({
      ...handingOver,
      pickup_at: maybe(Time),
      picked_up_at: maybe(Time),
      is_curbside_pickup: maybe(z.boolean()),
      curbside_pickup_details: maybe(
        z.looseObject({ curbside_details: maybe(Words), buyer_arrived_at: maybe(Time) }),
      ),
    }),
  ),
  delivery_details: maybe(
    z.looseObject({
      ...handingOver,
      deliver_at: maybe(Time),
      delivered_at: maybe(Time),
      courier_pickup_at: maybe(Time),
      is_no_contact_delivery: maybe(z.boolean()),
      dropoff_notes: maybe(Words),
      courier_provider_name: maybe(Words),
      courier_support_phone_number: maybe(z.string()),
    }),
  ),
});
export type Fulfillment = z.infer<typeof Fulfillment>;
