import { TimeZone, type DataOf, type identityUserUpdated } from "@spindlebus/contracts";
import { z } from "zod";

const RequestContext = z.looseObject({
  request: z.looseObject({
    ip: z.string().max(45).nullish(),
    user_agent: z.string().nullish(),
    geo: z
      .looseObject({
        country_code: z.string().nullish(),
        time_zone: z.string().nullish(),
      })
      .nullish(),
  }),
});

type Client = NonNullable<DataOf<typeof identityUserUpdated>["client"]>;

/** By which device and from where it was done, where an event's context says so; what does not fit stays in ext. */
export function clientOf(context: unknown): { readonly client?: Client } {
  const read = RequestContext.safeParse(context);
  if (!read.success) return {};
  const { ip, user_agent: userAgent, geo } = read.data.request;
  const country = geo?.country_code;
  const timezone = geo?.time_zone;
  const client = {
    ...(ip && { ipAddress: ip }),
    ...(userAgent && { userAgent: userAgent.slice(0, 1_000) }),
    ...(country && /^[A-Z]{2}$/.test(country) && { country }),
    ...(timezone && TimeZone.safeParse(timezone).success && { timezone }),
  };
  return Object.keys(client).length > 0 ? { client } : {};
}
