/** The vendor's answer as `interpret` sees it: status below 500, body read whole (the bus caps its size and time). */
export type VendorResponse = {
  readonly status: number;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The body parsed as JSON with integers beyond 2^53 kept as strings; undefined where it is not JSON. */
  readonly json: unknown;
};
