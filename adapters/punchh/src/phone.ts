import type { PunchhSettings } from "./settings.ts";

/** E.164 as Punchh keeps it: without the country's code. */
export const nationalPhone = (
  phone: string,
  { phoneCountryCode }: Pick<PunchhSettings, "phoneCountryCode">,
): string =>
  phone.startsWith(`+${phoneCountryCode}`)
    ? phone.slice(phoneCountryCode.length + 1)
    : phone.replace(/^\+/, "");
