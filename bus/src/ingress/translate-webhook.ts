import { readJson, type CloudEventLimits, type ContractRegistry } from "@spindlebus/contracts";
import type { z } from "zod";
import type { AnyAdapter, Translation, WebhookRequest } from "../adapter/index.ts";
import { hidingAll } from "../delivery/hide-personal.ts";
import type { Draft } from "../intake/draft.ts";
import type { Connection } from "../route.ts";
import { wordsOf, type Fault } from "./fault.ts";
import { draftsOf } from "./webhook-drafts.ts";

type AnyWebhook = NonNullable<AnyAdapter["webhooks"]>[string];
type Translator = { readonly webhook: AnyWebhook; readonly connection: Connection };
type Rules = { readonly registry: ContractRegistry; readonly limits: CloudEventLimits };

/** What a webhook request that is proven to be the vendor's says. */
export type Translated = { readonly drafts: readonly Draft[]; readonly faults: readonly Fault[] };

/**
 * Reads and translates a verified webhook request: vendor JSON with 64-bit ids kept as text, the webhook's own shape, the
 * adapter's translation, the contracts. Whatever goes wrong is a fault, and the valid siblings stay.
 */
export function translateWebhook(
  { webhook, connection }: Translator,
  { rawBody, headers }: WebhookRequest,
  rules: Rules,
): Translated {
  const json = readJson(rawBody, { bigIntegers: "string" });
  if (!json.ok) return failed("invalid-json", `${json.pointer || "the body"}: ${json.detail}`);
  try {
    const body = webhook.body.safeParse(json.value);
    if (!body.success) return failed("unexpected-body", hidingAll(json.value)(shapeText(body.error)));
    const translations: readonly Translation[] = webhook.translate(body.data, {
      settings: connection.settings,
      headers: declaredHeaders(webhook, headers),
    });
    return draftsOf(connection.id, translations, rules);
  } catch (error) {
    // An adapter may be wrong about its vendor; the vendor must not be asked to send it for ever. Its words may quote the body.
    return failed("untranslatable", hidingAll(json.value)(wordsOf(error)));
  }
}

/** What of a request's headers the translation may see, and what is kept where it fails. */
export function declaredHeaders(
  { headers: declared = [] }: Pick<AnyWebhook, "headers">,
  headers: WebhookRequest["headers"],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    declared.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

const failed = (code: string, message: string): Translated => ({ drafts: [], faults: [{ code, message }] });

const shownIssues = 10;

function shapeText({ issues }: z.ZodError): string {
  return issues
    .slice(0, shownIssues)
    .map(({ path, message }) => `/${path.map(String).join("/")} ${message}`)
    .join("; ");
}
