import type { SimulatorContext } from "@spindlebus/bus/testing";
import type { Context } from "hono";
import { z } from "zod";
import { readReference } from "../src/reference.ts";
import type { AdyenSecrets, AdyenSettings } from "../src/settings.ts";
import { notAllowed, send, serviceError, unauthorized, type Answer } from "./answer.ts";
import { readChange, type Change, type ChangeRequest } from "./body.ts";
import { idempotentAnswers } from "./idempotency.ts";
import { notification } from "./notification.ts";
import { paymentLedger } from "./payments.ts";
import { pspReferences } from "./psp-reference.ts";
import { Script, ScriptedItems } from "./script.ts";
import { endOf, storyOf } from "./story.ts";

type AdyenContext = SimulatorContext<AdyenSettings, AdyenSecrets>;

const webhook = "notifications";

const AccountOnly = z.object({ merchantAccount: z.string() });

/** The simulated Adyen behind its paths: what it received, what it answered under which key, and what it is told to tell. */
export function simulatedAdyen({ nowMs, secrets, settings, effects, sendWebhook }: AdyenContext) {
  const payments = paymentLedger();
  const answers = idempotentAnswers(nowMs);
  const nextReference = pspReferences(nowMs);
  let script = Script.parse({});

  const change = (request: ChangeRequest): Answer => {
    const pspReference = nextReference();
    const refused = endOf(request.change, script) === "refused";
    const verdict = refused ? { success: false as const, reason: "Refused" } : payments.apply(request);
    if (verdict.success) effects.add(effectOf(request, pspReference, settings));
    for (const { afterMs, item } of storyOf({ request, pspReference, verdict, script, nowMs: nowMs() }))
      sendWebhook(webhook, notification([item], secrets), { afterMs });
    const { payment: paymentPspReference, merchantAccount, reference, amount } = request;
    const body = {
      merchantAccount,
      paymentPspReference,
      pspReference,
      reference,
      status: "received",
      amount,
    };
    return { status: 201, body };
  };

  return {
    receive: async (c: Context, kind: Change): Promise<Response> => {
      const refusal = refusedHeaders(c, secrets.apiKey);
      if (refusal) return send(refusal);
      const text = await c.req.text();
      const payment = c.req.param("payment") ?? "";
      const answer = answers.once(c.req.header("idempotency-key"), () => {
        const read = readChange(kind, payment, text, settings.merchantAccount);
        return read.ok ? change(read.request) : read.answer;
      });
      return send(answer);
    },
    paymentMethods: async (c: Context): Promise<Response> => {
      const refusal = refusedHeaders(c, secrets.apiKey);
      if (refusal) return send(refusal);
      const { data: asked } = AccountOnly.safeParse(await c.req.json().catch(() => undefined));
      if (asked?.merchantAccount !== settings.merchantAccount)
        return send(serviceError(403, "901", "Invalid Merchant Account", "security"));
      return send({ status: 200, body: { paymentMethods: [{ name: "Cards", type: "scheme" }] } });
    },
    refuse: (c: Context): Response => send(answers.once(c.req.header("idempotency-key"), () => notAllowed)),
    putScript: async (c: Context): Promise<Response> => {
      const read = Script.safeParse(await c.req.json());
      if (!read.success) return c.json({ error: z.prettifyError(read.error) }, 422);
      script = read.data;
      return c.json(script);
    },
    sendItems: async (c: Context): Promise<Response> => {
      const read = ScriptedItems.safeParse(await c.req.json());
      if (!read.success) return c.json({ error: z.prettifyError(read.error) }, 422);
      const common = {
        merchantAccountCode: settings.merchantAccount,
        eventDate: new Date(nowMs()).toISOString().replace("Z", "+00:00"),
        paymentMethod: "visa",
        reason: "",
      };
      sendWebhook(
        webhook,
        notification(
          read.data.map((item) => ({ ...common, ...item })),
          secrets,
        ),
      );
      return c.body(null, 202);
    },
  };
}

/** The effect's reference is the business id that the command carried. */
function effectOf(
  { change, payment, reference, amount }: ChangeRequest,
  pspReference: string,
  settings: AdyenSettings,
) {
  const requestId = readReference(reference ?? "", settings.referenceSeparator).requestId;
  return { operation: change, reference: requestId ?? pspReference, pspReference, payment, ...amount };
}

function refusedHeaders(c: Context, apiKey: string): Answer | undefined {
  if (c.req.header("x-api-key") !== apiKey) return unauthorized;
  if ((c.req.header("content-type") ?? "").split(";")[0]?.trim() !== "application/json")
    return serviceError(400, "702", "Unexpected input: the content type is application/json.");
  return undefined;
}
