import { z } from "zod";
import { personal } from "../../field-class.ts";
import { PostalAddress } from "../../values/address.ts";
import { Phone } from "../../values/contact.ts";
import { Quantity } from "../../values/quantity.ts";
import { Refs } from "../../values/ref.ts";
import { Text } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";
import { WebUrl } from "../../values/web-url.ts";

const Courier = z
  .strictObject({
    provider: Text.optional().meta({
      description: "Name of the delivery service; absent: the store's own people.",
    }),
    refs: Refs.optional().meta({ description: "What the service calls this delivery, and who drives." }),
    name: personal(Text).optional().meta({ description: "Name of the person who brings it." }),
    phone: Phone.optional().meta({ description: "Number under which the courier or their service answers." }),
    trackingUrl: WebUrl.optional().meta({ description: "Where the guest can watch the way." }),
    pickupAt: Instant.optional().meta({ description: "When the courier is to fetch it." }),
  })
  .meta({ id: "Courier", description: "Who brings an order to the guest." });

const Location = z
  .strictObject({
    latitude: personal(Quantity).meta({ description: "Degrees north, WGS 84; negative is south." }),
    longitude: personal(Quantity).meta({ description: "Degrees east, WGS 84; negative is west." }),
  })
  .meta({ id: "Location", description: "A point on the map." });

/** Where an order is brought, and by whom. */
export const Delivery = z
  .strictObject({
    address: PostalAddress.optional(),
    location: Location.optional(),
    instructions: personal(Text).optional().meta({ description: "The guest's words to the courier." }),
    contactless: z.boolean().optional().meta({ description: "true: to be left at the door." }),
    courier: Courier.optional(),
    dispatchedAt: Instant.optional().meta({ description: "When it left the store." }),
    deliveredAt: Instant.optional().meta({ description: "When it reached the guest." }),
  })
  .meta({ id: "Delivery", description: "Where an order is brought, and by whom." });
