import { z } from "zod";
import { personal } from "../field-class.ts";
import { Country } from "./address.ts";
import { Locale } from "./contact.ts";
import { Text } from "./text.ts";
import { TimeZone } from "./time.ts";

/** The device and programme by which somebody did something, as its requests showed it. */
export const Client = z
  .strictObject({
    ipAddress: personal(z.string().max(45))
      .optional()
      .meta({ description: "IPv4 or IPv6 address; of a proxy where one stood between." }),
    userAgent: personal(z.string().max(1_000))
      .optional()
      .meta({ description: "The HTTP header User-Agent." }),
    device: Text.optional().meta({ description: "What kind of device it was, e.g. Mobile." }),
    locale: Locale.optional().meta({ description: "The language the device was set to, a BCP 47 tag." }),
    timezone: TimeZone.optional().meta({ description: "Where the device's clock is set to." }),
    country: Country.optional().meta({ description: "Where the address is, by the vendor's reckoning." }),
  })
  .meta({ id: "Client", description: "The device and programme by which somebody did something." });
