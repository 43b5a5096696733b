import { createHmac } from "node:crypto";
import type { Fact } from "../adapter/index.ts";
import type { Route } from "../route.ts";
import type { Claimed } from "./ledger.ts";
import type { Token } from "./token.ts";
import { vendorKey } from "./vendor-key.ts";

/** Facts that an operation named in its `recall`, under the same names. */
export type Recalled = Readonly<Record<string, Fact>>;

/** What the pure functions of an operation may know besides the data. The key is hashed where somebody asks for it. */
export function contextOf({
  route,
  token,
  claim,
  recalled,
}: {
  readonly route: Pick<Route, "name" | "connection">;
  readonly token: Pick<Token, "envelope">;
  readonly claim: Pick<Claimed, "revision">;
  readonly recalled: Recalled;
}) {
  const { id: messageId } = token.envelope;
  const key = () => vendorKey({ messageId, route: route.name, revision: claim.revision, era: 0, step: 0 });
  return {
    settings: route.connection.settings,
    message: token.envelope,
    recalled,
    get idempotencyKey() {
      return key();
    },
    get unguessable() {
      // Whoever sees deliveries can work out the key, so it alone would be no secret.
      return createHmac("sha256", JSON.stringify(route.connection.secrets)).update(key()).digest("base64url");
    },
  };
}
