import type { Fact } from "../adapter/index.ts";
import type { Attempt } from "./attempted.ts";
import { vendorKey } from "./vendor-key.ts";

/** Facts that an operation named in its `recall`, under the same names. */
export type Recalled = Readonly<Record<string, Fact>>;

/** What the pure functions of an operation may know besides the data. The key is hashed where somebody asks for it. */
export function contextOf({
  route,
  token,
  claim,
  recalled,
}: Pick<Attempt, "route" | "token" | "claim"> & { readonly recalled: Recalled }) {
  return {
    settings: route.connection.settings,
    message: token.envelope,
    recalled,
    get idempotencyKey() {
      const { id: messageId } = token.envelope;
      return vendorKey({ messageId, route: route.name, revision: claim.revision, era: 0, step: 0 });
    },
  };
}
