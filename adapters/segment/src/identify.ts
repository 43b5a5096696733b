import { post, type VendorRequest } from "@spindlebus/bus/adapter";
import { contextWith, idsOf, messageIdOf } from "./call.ts";
import { paths } from "./vendor.ts";

type Identified = {
  readonly namespace: string;
  readonly of: string;
  readonly profile: { readonly externalId: string; readonly anonymousId?: string | undefined };
  readonly at: string;
  readonly traits: Readonly<Record<string, unknown>>;
  readonly context?: Readonly<Record<string, unknown>>;
};

/** `POST /v1/identify`; one state of one guest has one messageId. */
export function identify({ namespace, of, profile, at, traits, context }: Identified): VendorRequest {
  return post(paths.identify, {
    messageId: messageIdOf(namespace, of, at),
    timestamp: at,
    ...idsOf(profile),
    traits,
    context: contextWith(context),
  });
}
