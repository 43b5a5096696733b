import type { BodyReader } from "../bodies/bodies.ts";
import type { Room } from "../bodies/room.ts";
import type { Emission, Fact, Recall, VendorRequest, VendorResponse } from "../adapter/index.ts";
import type { Route } from "../route.ts";
import type { Claimed, Ledger } from "./ledger.ts";
import type { Token } from "./token.ts";

/** How a request to the vendor ended on the wire. */
export type Answer =
  | { readonly kind: "answered"; readonly response: VendorResponse }
  /** DNS, connect, TLS or the access token failed: certainly nothing was done. `later`: who gives the token asks to wait. */
  | {
      readonly kind: "neverLeft";
      readonly code: string;
      readonly message: string;
      readonly later?: { readonly retryAfterMs: number | undefined };
    }
  /** It left, and no whole answer came. */
  | { readonly kind: "noAnswer"; readonly code: string; readonly message: string };

export type Vendor = {
  /** Sends one request with authorisation and these headers added; never throws. */
  send(
    route: Route,
    request: VendorRequest,
    options: { readonly timeoutMs: number; readonly headers: Readonly<Record<string, string>> },
  ): Promise<Answer>;
};

/** What the adapter's memory holds of a wanted fact. */
export type Recalled =
  | { readonly kind: "found"; readonly fact: Fact }
  /** The delivery that writes it is still open. */
  | { readonly kind: "pending" }
  /** The delivery that would have written it was settled without an effect, for this reason. */
  | { readonly kind: "without"; readonly reason: string }
  | { readonly kind: "unknown" };

export type Memory = {
  recall(connection: string, wanted: Recall): Promise<Recalled>;
};

/** A delivery of a `latestWins` route that wants to send its state. */
export type VersionAsk = {
  readonly messageId: string;
  /** The entity whose state it is. */
  readonly key: string;
  /** Sortable text: a newer state's is greater. */
  readonly version: string;
};

/** How a state stands to the others of its entity: send it, forget it, or wait for the one that is on its way. */
export type VersionStanding = "newest" | "older" | "busy";

/** Which versions of which entities a vendor has. */
export type Versions = {
  /** Takes the entity for `holdMs`, unless it has a newer version or somebody else's call may still land. */
  take(route: string, ask: VersionAsk, holdMs: number): Promise<VersionStanding>;
  /** Lets go of the entity; notes the version where the vendor has it now. */
  finish(route: string, ask: VersionAsk, done: { readonly applied: boolean }): Promise<void>;
};

/** Of what a result message tells: that it was done, or that the vendor will not do it. */
export type Result = "applied" | "rejected";

/** Gives result messages to the intake; resolves once they are stored. */
export type Emit = (
  from: { readonly route: Route; readonly token: Token; readonly claim: Claimed; readonly result: Result },
  emissions: readonly Emission[],
) => Promise<void>;

export type Clock = {
  /** Milliseconds since 1970. */
  now(): number;
};

/** Everything a delivery needs from outside. */
export type DeliveryPorts = {
  readonly ledger: Ledger;
  readonly vendor: Vendor;
  readonly memory: Memory;
  readonly versions: Versions;
  readonly emit: Emit;
  /** Reads what is sealed or too long to travel, and has room for it in this process. */
  readonly bodies: BodyReader & Room;
  readonly clock: Clock;
  readonly random: () => number;
};
