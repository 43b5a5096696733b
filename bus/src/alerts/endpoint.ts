import type { AlertKind } from "./alert.ts";
import type { AlertFormat } from "./message.ts";

/** Where alerts go, as the configuration says. */
export type AlertEndpoint = {
  readonly name: string;
  readonly format: AlertFormat;
  readonly url: URL;
  /** They sign every message; none where the URL itself is the secret. */
  readonly keys: readonly Uint8Array[];
  /** Of which it is told; null is all. */
  readonly kinds: ReadonlySet<AlertKind> | null;
  readonly privateNetwork: boolean;
};
