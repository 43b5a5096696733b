import { z } from "zod";
import { milliseconds, type Duration } from "../adapter/index.ts";
import { alertKinds, type AlertKind } from "../alerts/alert.ts";
import type { AlertEndpoint } from "../alerts/endpoint.ts";
import { alertFormats, type AlertFormat } from "../alerts/message.ts";
import type { AlertRules, AlertRulesConfig } from "../alerts/rules.ts";
import { DurationText } from "./duration-schema.ts";
import { keysOf, keysFault, nameFault, urlFault } from "./endpoint-faults.ts";
import { secretVariable, type SecretSource } from "./secret-source.ts";

/** Whom to tell, and of what. */
export type AlertsConfig = {
  /** By the name of the endpoint. */
  readonly to?: Readonly<Record<string, AlertTarget>>;
  readonly when?: AlertRulesConfig;
  /** What lasts is told again after this time; 4h if absent. */
  readonly remindAfter?: Duration;
};

/** Who is told. */
export type AlertTarget = {
  /** `webhook` if absent: signed by Standard Webhooks. `slack`: for an incoming webhook, whose URL is a secret. */
  readonly format?: AlertFormat;
  /** Of a webhook: https, or http on this machine. Its signing secret, or Slack's URL, comes from the environment. */
  readonly url?: string;
  /** All of them if absent. */
  readonly kinds?: readonly AlertKind[];
  /** The receiver is on a private network, beside us. */
  readonly privateNetwork?: boolean;
};

/** The configuration of alerts, checked and ready. */
export type AlertPlan = {
  readonly rules: AlertRules;
  readonly endpoints: readonly AlertEndpoint[];
  readonly remindAfterMs: number;
};

const limit = z.union([DurationText, z.literal(false)]).exactOptional();
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as "06:00"');
const Feed = z.strictObject({
  source: z.string().min(1).max(1_024),
  within: DurationText,
  between: z.tuple([Time, Time]).exactOptional(),
  timeZone: z
    .string()
    .refine(
      (zone) => Intl.supportedValuesOf("timeZone").includes(zone) || zone === "UTC",
      "is no time zone of IANA",
    )
    .exactOptional(),
});

/** The shape of `alerts` in a configuration. */
export const Alerts = z.strictObject({
  to: z
    .record(
      z.string(),
      z.strictObject({
        format: z.enum(alertFormats).exactOptional(),
        url: z.string().exactOptional(),
        kinds: z.array(z.enum(alertKinds)).min(1).exactOptional(),
        privateNetwork: z.boolean().exactOptional(),
      }),
    )
    .exactOptional(),
  when: z
    .strictObject({
      groups: z.boolean().exactOptional(),
      oldFailure: limit,
      oldLane: limit,
      circuitOpen: limit,
      backlog: limit,
      recorderLag: limit,
      quietFeeds: z.boolean().exactOptional(),
      feeds: z.array(Feed).exactOptional(),
    })
    .exactOptional(),
  remindAfter: DurationText.exactOptional(),
});

/** The keys known at a path below `alerts`, for whoever has mistyped one. */
export function alertKeysAt([part, name]: readonly PropertyKey[]): readonly string[] {
  if (part === "to") return Object.keys(Alerts.shape.to.unwrap().valueType.shape);
  if (part === "when" && name === "feeds") return Object.keys(Feed.shape);
  if (part === "when") return Object.keys(Alerts.shape.when.unwrap().shape);
  return Object.keys(Alerts.shape);
}

/** Rules and endpoints ready to use; what is wrong with them is added to the faults. */
export function planAlerts(
  { to = {}, when = {}, remindAfter = "4h" }: AlertsConfig,
  taken: readonly string[],
  secretOf: SecretSource,
  faults: string[],
): AlertPlan {
  const endpoints = Object.entries(to).flatMap(([name, target]) => {
    const planned = endpointOf(name, target, secretOf);
    const found = [
      ...planned.faults,
      ...(taken.includes(name) ? ["an endpoint of notices has this name."] : []),
    ];
    faults.push(...found.map((fault) => `alerts.to.${name}: ${fault}`));
    return planned.endpoint && found.length === 0 ? [planned.endpoint] : [];
  });
  return { rules: rulesOf(when), endpoints, remindAfterMs: milliseconds(remindAfter) };
}

type Planned = { readonly faults: readonly string[]; readonly endpoint?: AlertEndpoint };

/** Whose the secrets of an endpoint are, in the name of their variables. */
export const alertSecretOwner = (name: string): string => `alert-${name}`;

function endpointOf(name: string, target: AlertTarget, secretOf: SecretSource): Planned {
  const { format = "webhook", kinds, privateNetwork = false } = target;
  const owner = alertSecretOwner(name);
  const url = format === "slack" ? secretOf(owner, "url")?.trim() : target.url;
  const keys = format === "slack" ? [] : keysOf(secretOf(owner, "secret"));
  const missing =
    format === "slack"
      ? `its URL is missing. Set ${secretVariable(owner, "url")}, or ${secretVariable(owner, "url")}_FILE to a file that holds it.`
      : "url: say where it is sent to.";
  const faults = [
    nameFault(name),
    format === "slack" && target.url !== undefined
      ? `url: Slack's is a secret; set ${secretVariable(owner, "url")} in its place.`
      : undefined,
    url === undefined ? missing : urlFault(url),
    keys ? undefined : keysFault(secretVariable(owner, "secret")),
  ].filter((fault) => fault !== undefined);
  if (faults.length > 0 || url === undefined || !keys) return { faults };
  const endpoint = {
    name,
    format,
    url: new URL(url),
    keys,
    kinds: kinds ? new Set(kinds) : null,
    privateNetwork,
  };
  return { faults, endpoint };
}

function rulesOf(when: AlertRulesConfig): AlertRules {
  const { groups = true, quietFeeds = true, feeds = [] } = when;
  const limitOf = (given: Duration | false | undefined, usual: Duration) =>
    given === false ? null : milliseconds(given ?? usual);
  return {
    groups,
    quietFeeds,
    oldFailureMs: limitOf(when.oldFailure, "30m"),
    oldLaneMs: limitOf(when.oldLane, "10m"),
    circuitOpenMs: limitOf(when.circuitOpen, "1m"),
    backlogMs: limitOf(when.backlog, "5m"),
    recorderLagMs: limitOf(when.recorderLag, "1m"),
    feeds: feeds.map(({ within, ...rest }) => ({ ...rest, withinMs: milliseconds(within) })),
  };
}
