import type { VendorRequest } from "./request.ts";
import type { VendorResponse } from "./response.ts";

/** How an operator finds out whether the vendor takes the credentials: one read that changes nothing and names nobody. */
export type Check<Settings> = {
  /** What it asks, in a sentence, and which secrets it proves nothing of. */
  readonly summary: string;
  readonly request: (context: { readonly settings: Settings }) => VendorRequest;
  /**
   * Whether the vendor took them; undefined where this answer does not tell. Left out: 2xx is yes, 401 and 403 are no, and
   * anything else does not tell.
   */
  readonly interpret?: (response: VendorResponse) => boolean | undefined;
};

/** What a status says of the credentials where the adapter knows no better. */
export function acceptedBy({ status }: Pick<VendorResponse, "status">): boolean | undefined {
  if (status >= 200 && status < 300) return true;
  return status === 401 || status === 403 ? false : undefined;
}
