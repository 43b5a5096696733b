import {
  contractRegistry,
  defaultLimits,
  entityKeyOf,
  entityVersionOf,
  type ContractRegistry,
} from "@spindlebus/contracts";
import type { WebhookRequest } from "../../adapter/index.ts";
import type { Connection } from "../../route.ts";
import { translateWebhook, type Translated } from "../../ingress/translate-webhook.ts";
import { checkReplayed, type Said } from "./check-replayed.ts";
import type { Checks, Fault } from "./checks.ts";
import { costly } from "./costly.ts";
import { otherValues, oversized } from "./other-values.ts";
import { moreFields } from "./strikes.ts";
import { contractsOf, webhookPath, type Subject } from "./world.ts";

type AnyWebhook = NonNullable<Subject["adapter"]["webhooks"]>[string];

/** One webhook, and genuine requests to it. */
type Hook = {
  readonly subject: Subject;
  readonly name: string;
  readonly webhook: AnyWebhook;
  readonly connection: Connection;
  readonly requests: readonly WebhookRequest[];
  /** Of those that the simulator sent: when. */
  readonly moments: ReadonlyMap<WebhookRequest, number>;
  readonly nowMs: number;
  readonly registry: ContractRegistry;
};

/** A request that the simulated vendor sent while an operation went well. */
export type Told = {
  readonly webhook: string;
  readonly request: WebhookRequest;
  /** After which operation it was sent; the next is run later. */
  readonly moment: number;
};

/** Every check of every webhook. */
export async function checkWebhooks(
  subject: Subject,
  told: readonly Told[],
  nowMs: number,
  checks: Checks,
): Promise<void> {
  const webhooks = Object.entries(subject.adapter.webhooks ?? {});
  if (webhooks.length === 0) return;
  const registry = contractRegistry(contractsOf(subject));
  for (const [name, webhook] of webhooks) {
    const connection = connectionOf(subject);
    const own = told.filter((each) => each.webhook === name);
    const moments = new Map(own.map(({ request, moment }) => [request, moment]));
    const requests = [...own.map(({ request }) => request), ...given(subject, name, connection, nowMs)];
    const hook: Hook = { subject, name, webhook, connection, requests, moments, nowMs, registry };
    const run = (level: "bronze" | "silver" | "gold", check: string, examine: (fault: Fault) => void) =>
      checks.run(level, check, name, examine);
    await run("bronze", "takes the vendor's webhooks", (fault) => genuine(hook, fault));
    if (requests.length === 0) continue;
    await run("bronze", "refuses forgeries", (fault) => forgeries(hook, fault));
    await run("silver", "malformed and huge bodies", (fault) => malformed(hook, fault));
    await run("silver", "long values", (fault) => longReading(hook, fault));
    await run("silver", "duplicates", (fault) => duplicates(hook, fault));
    await run("silver", "replayed", (fault) => checkReplayed(saidBy(hook), fault));
    await run("gold", "unknown fields", (fault) => unknownFields(hook, fault));
    await run("gold", "unknown values", (fault) => unknownValues(hook, fault));
    await run("gold", "out of order", (fault) => outOfOrder(hook, fault));
    await run("gold", "rotation", (fault) => rotation(hook, fault));
  }
}

function connectionOf({ adapter, fixtures }: Subject): Connection {
  // Checked by the adapter's own schema.
  const settings = adapter.settings.parse({
    ...fixtures.settings,
    baseUrl: "http://127.0.0.1:1",
  }) as Connection["settings"];
  return { id: adapter.name, adapter, settings, secrets: fixtures.secrets, limits: adapter.limits };
}

function given({ adapter, fixtures }: Subject, name: string, connection: Connection, nowMs: number) {
  const path = webhookPath(adapter.name, name);
  const made = fixtures.webhooks?.[name]?.requests?.({
    nowMs,
    path,
    // The author knows of which type his settings are.
    settings: connection.settings as never,
    secrets: fixtures.secrets,
  });
  return (made ?? []).map(({ headers, body, query }): WebhookRequest => {
    const lower = Object.entries(headers).map(([header, value]) => [header.toLowerCase(), value]);
    const asked = query === undefined ? path : `${path}?${query}`;
    return { method: "POST", path: asked, headers: Object.fromEntries(lower), rawBody: Buffer.from(body) };
  });
}

const verdict = (
  { webhook, connection, nowMs }: Hook,
  request: WebhookRequest,
  secrets = connection.secrets,
): boolean => webhook.verify(request, { settings: connection.settings, secrets, nowMs }).ok;

const translated = ({ webhook, connection, registry }: Hook, request: WebhookRequest): Translated =>
  translateWebhook({ webhook, connection }, request, { registry, limits: defaultLimits });

const idsOf = ({ drafts }: Translated): string =>
  drafts.map(({ message }) => `${message.type} ${message.sourceId}`).join("\n");

function genuine(hook: Hook, fault: Fault): void {
  if (hook.requests.length === 0)
    return fault("no request to it is known: let the simulator send one, or give requests in the fixtures");
  let messages = 0;
  for (const request of hook.requests) {
    if (!verdict(hook, request)) fault("a genuine request is refused");
    const { drafts, faults } = translated(hook, request);
    messages += drafts.length;
    for (const { message } of drafts) {
      const contract = hook.registry.get(message.type);
      if (contract) hook.subject.others.push({ contract, data: message.data });
    }
    for (const { code, message } of faults) fault(`${code}: ${message}`);
  }
  if (messages === 0) fault("no genuine request becomes a message");
}

const junk = [
  "",
  " ",
  "x",
  "é".repeat(40),
  "t=,v1=",
  "t=1,v1=zz",
  "Bearer ",
  "Basic !!!",
  "x".repeat(10_000),
  "0".repeat(64),
  "=".repeat(44),
];

function forgeries(hook: Hook, fault: Fault): void {
  const { signsBody = true } = hook.subject.fixtures.webhooks?.[hook.name] ?? {};
  for (const request of hook.requests.slice(0, 3)) {
    const refused = (what: string, forged: WebhookRequest, secrets?: Connection["secrets"]) => {
      try {
        if (verdict(hook, forged, secrets)) fault(`${what} is taken`);
      } catch (error) {
        fault(`${what} makes verify throw: ${error instanceof Error ? error.message : "a value"}`);
      }
    };
    const [bare = "", ...query] = request.path.split("?");
    // A secret may stand in the URL too.
    const pathWith = (value: string) =>
      query.length === 0
        ? bare
        : `${bare}?${query.join("?").replaceAll(/=[^&]*/g, () => `=${encodeURIComponent(value)}`)}`;
    refused("a request without headers", { ...request, path: bare, headers: {} });
    const others = Object.entries(hook.connection.secrets).map(([name, value]) => [name, `other-${value}`]);
    refused("a request under another secret", request, Object.fromEntries(others));
    const blank = Object.keys(hook.connection.secrets).map((name) => [name, ""]);
    refused("a request while the secret is blank", request, Object.fromEntries(blank));
    if (signsBody)
      refused("another body", { ...request, rawBody: Buffer.concat([request.rawBody, Buffer.from(" ")]) });
    for (const value of junk) {
      const headers = Object.fromEntries(Object.keys(request.headers).map((name) => [name, value]));
      const forged = { ...request, path: pathWith(value), headers };
      refused(`a request whose headers are all "${value.slice(0, 12)}"`, forged);
    }
  }
}

function malformed(hook: Hook, fault: Fault): void {
  const [request] = hook.requests;
  if (!request) return;
  const huge = JSON.stringify({
    id: "x",
    events: Array.from({ length: 20_000 }, (_, n) => ({ id: n, type: "zz" })),
  });
  for (const body of ["", "{", "null", "[]", "{}", "7", '"text"', '{"a":1,"a":2}', "\u0000", huge]) {
    const { faults } = translated(hook, { ...request, rawBody: Buffer.from(body) });
    const thrown = faults.find(({ code }) => code === "untranslatable");
    if (thrown) fault(`the body ${body.slice(0, 20)} makes translate throw: ${thrown.message}`);
  }
}

/** A vendor's free text is anybody's: whoever writes one may choose it so that reading it takes for ever. */
function longReading(hook: Hook, fault: Fault): void {
  for (const request of hook.requests.slice(0, 3)) {
    for (const { pointer, body } of oversized(JSON.parse(Buffer.from(request.rawBody).toString()))) {
      const long = { ...request, rawBody: Buffer.from(body) };
      const cost = costly(() => {
        const thrown = translated(hook, long).faults.find(({ code }) => code === "untranslatable");
        if (thrown) fault(`something long or deep at ${pointer} makes translate throw: ${thrown.message}`);
      });
      if (cost !== undefined) return fault(`something long or deep at ${pointer} ${cost}`);
    }
  }
}

function duplicates(hook: Hook, fault: Fault): void {
  for (const request of hook.requests) {
    const [first, again] = [translated(hook, request), translated(hook, request)];
    if (idsOf(first) !== idsOf(again)) fault("a redelivery gets other ids");
  }
}

function unknownFields(hook: Hook, fault: Fault): void {
  for (const request of hook.requests) {
    const body = JSON.stringify(moreFields(JSON.parse(Buffer.from(request.rawBody).toString())));
    const { faults, drafts } = translated(hook, { ...request, rawBody: Buffer.from(body) });
    for (const { code, message } of faults) fault(`fields that are new at the vendor: ${code}: ${message}`);
    if (idsOf({ faults, drafts }) !== idsOf(translated(hook, request)))
      fault("fields that are new at the vendor change the messages' ids");
  }
}

function unknownValues(hook: Hook, fault: Fault): void {
  for (const request of hook.requests.slice(0, 5)) {
    for (const { pointer, body } of otherValues(JSON.parse(Buffer.from(request.rawBody).toString()))) {
      const { faults } = translated(hook, { ...request, rawBody: Buffer.from(body) });
      const thrown = faults.find(({ code }) => code === "untranslatable");
      if (thrown) fault(`another value at ${pointer} makes translate throw: ${thrown.message}`);
    }
  }
}

/** What all genuine requests say, with the version of each state. */
function saidBy(hook: Hook): readonly Said[] {
  return hook.requests.flatMap((request) =>
    translated(hook, request).drafts.map(({ message: { type, sourceId, data }, message }) => {
      const contract = hook.registry.get(type);
      const isState = contract?.semantics === "state";
      return {
        type,
        sourceId,
        data,
        moment: hook.moments.get(request) ?? 0,
        entity: isState ? entityKeyOf(contract, data) : undefined,
        version: isState ? entityVersionOf(contract, message) : undefined,
      };
    }),
  );
}

/** Whoever gets two states in the wrong order must be able to tell. */
function outOfOrder(hook: Hook, fault: Fault): void {
  for (const request of hook.requests) {
    for (const { message } of translated(hook, request).drafts) {
      const contract = hook.registry.get(message.type);
      if (contract?.semantics === "state" && entityVersionOf(contract, message) === undefined)
        fault(`${message.type} is a state without a version; give translation an entityversion`);
      if (message.time === undefined) fault(`${message.type} does not say when it happened`);
    }
  }
}

function rotation(hook: Hook, fault: Fault): void {
  const [request] = hook.requests;
  if (!request) return;
  const { secrets } = hook.connection;
  const rolled = (places: (value: string) => string) =>
    Object.keys(secrets).some(
      (name) =>
        verdict(hook, request, { ...secrets, [name]: places(secrets[name] ?? "") }) &&
        // Only of the secret that it depends on this says anything.
        !verdict(hook, request, { ...secrets, [name]: "another-secret" }),
    );
  if (!rolled((value) => `another-secret,${value}`) || !rolled((value) => `${value},another-secret`))
    fault("two live secrets, comma-separated, are not taken (liveSecrets)");
}
