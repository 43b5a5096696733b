import type { Route } from "../../../../bus/src/route.ts";
import { httpVendor as real } from "../../../../bus/src/vendor/http-vendor.ts";
import { around } from "../failpoints.ts";

export * from "../../../../bus/src/vendor/http-vendor.ts";

/** The way to the vendor, with failpoints around every request. */
export const httpVendor: typeof real = (...options) => {
  const vendor = real(...options);
  return {
    ...vendor,
    send: (route: Route, ...request) => around("send", () => vendor.send(route, ...request), route.name),
  };
};
