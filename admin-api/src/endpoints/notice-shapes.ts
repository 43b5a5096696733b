import { z } from "@hono/zod-openapi";
import { noticeStates, sentKinds, type EndpointStanding } from "@spindlebus/bus/engine";
import type { AdminPorts } from "../ports.ts";
import { Time } from "./shapes.ts";

const Patterns = z
  .array(z.string())
  .readonly()
  .nullable()
  .openapi({ description: "Of what it is told; null for everything." });

export const Standing = z
  .object({
    name: z.string(),
    state: z.enum(["well", "failing", "gone"]).openapi({
      description: "gone: it answered 410, and is sent nothing until it is enabled again.",
    }),
    lastSuccessAt: Time.nullable(),
    failingSince: Time.nullable(),
    restUntil: Time.nullable().openapi({ description: "Nothing is sent to it before." }),
    goneAt: Time.nullable(),
    lastError: z.string().nullable(),
    watched: z.int().openapi({ description: "Messages of which it will be told." }),
    waiting: z.int().openapi({ description: "Notices that it has not taken yet." }),
    oldestWaitingAt: Time.nullable(),
    givenUp: z.int().openapi({ description: "Notices that it did not take in ten tries." }),
  })
  .openapi("NoticeEndpointStanding");

export const Endpoint = Standing.extend({
  configured: z.boolean().openapi({ description: "false for one that only the database still knows." }),
  origin: z.string().nullable().openapi({ description: "Of its URL, whose path may hold a secret." }),
  sources: Patterns,
  types: Patterns,
  on: z.array(z.enum(sentKinds)).readonly().nullable(),
}).openapi("NoticeEndpoint");

export const Notice = z
  .object({
    id: z.string().openapi({ description: "Its webhook-id, the same at every try." }),
    endpoint: z.string(),
    messageId: z.string().nullable().openapi({ description: "null of alerts" }),
    kind: z.enum(sentKinds),
    state: z.enum(noticeStates),
    tries: z.int(),
    nextTryAt: Time.nullable(),
    lastError: z.string().nullable(),
    createdAt: Time,
    endedAt: Time.nullable().openapi({ description: "When it was delivered or given up." }),
  })
  .openapi("Notice");

/** Every configured endpoint, and those that only the database still knows. */
export function endpointViews(
  { notices, alerts }: Pick<AdminPorts["plan"], "notices" | "alerts">,
  standings: ReadonlyMap<string, EndpointStanding>,
): z.infer<typeof Endpoint>[] {
  const told = alerts.endpoints.map(({ name, url }) => ({
    name,
    url,
    sources: null,
    types: null,
    on: ["alert"] as const,
  }));
  const endpoints = [...notices, ...told];
  const configured = endpoints.map(({ name, url, sources, types, on }) => ({
    ...(standings.get(name) ?? { ...untouched, name }),
    configured: true,
    origin: url.origin,
    sources,
    types,
    on: [...on],
  }));
  const known = new Set(endpoints.map(({ name }) => name));
  const others = [...standings.values()].filter(({ name }) => !known.has(name));
  const unconfigured = { configured: false, origin: null, sources: null, types: null, on: null };
  return [...configured, ...others.map((each) => ({ ...each, ...unconfigured }))];
}

/** Nothing was sent to it yet. */
const untouched = {
  state: "well",
  lastSuccessAt: null,
  failingSince: null,
  restUntil: null,
  goneAt: null,
  lastError: null,
  watched: 0,
  waiting: 0,
  oldestWaitingAt: null,
  givenUp: 0,
} as const;
