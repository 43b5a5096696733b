import { readJson } from "@spindlebus/contracts";
import {
  defineSimulator,
  type Simulator,
  type SimulatorContext,
  type SimulatorHandler,
} from "@spindlebus/bus/testing";
import { type Context, Hono } from "hono";
import { timingSafeEqual } from "node:crypto";
import type { z } from "zod";
import { Cards } from "./simulator/cards.ts";
import { accrue, addRedeem, history, type Merchant, reverse } from "./simulator/merchant.ts";
import { refusal } from "./simulator/replies.ts";
import { inquire, memberBook } from "./simulator/members.ts";
import {
  AccountQuery,
  AddRedeem,
  BalanceInquiry,
  CreateAndRegister,
  EditAccount,
  OfCard,
  PostAndAccruePoints,
  Reverse,
  TransactionHistory,
} from "./simulator/requests.ts";
import type { PaytronixSecrets, PaytronixSettings } from "./src/settings.ts";
import { paths } from "./src/vendor.ts";

type PaytronixContext = SimulatorContext<PaytronixSettings, PaytronixSecrets>;

/** How the simulated Paytronix differs from an instant one. */
export type PaytronixSimulatorOptions = {
  /** How long after a transaction the history still misses it. */
  readonly readLagMs?: number;
};

/**
 * Paytronix as far as the adapter uses it: members, tickets, additions and subtractions, reversals and a card's history. It
 * checks credentials and every field of a body, keeps balances, and like its model detects no duplicates.
 */
export function simulatePaytronix({ readLagMs = 0 }: PaytronixSimulatorOptions = {}): Simulator<
  PaytronixSettings,
  PaytronixSecrets
> {
  return defineSimulator<PaytronixSettings, PaytronixSecrets>({
    adapter: "paytronix",
    api: (context) => api(context, readLagMs),
    refusals: {
      reject: (c) =>
        send(c, refusal("denied", 301, "transaction.card_not_active", "The card is not active.")),
      rateLimit: (c) => send(c, { message: "Too many requests." }, 429),
    },
  });
}

export default simulatePaytronix();

function api(context: PaytronixContext, readLagMs: number): Hono {
  const { operation, read, settings, nowMs, effects } = context;
  const merchant = { cards: new Cards(), settings, nowMs, effects, readLagMs };
  // Other cards in every run: the bus remembers those of the last one.
  const members = memberBook(merchant, String(nowMs()).slice(3, 11));
  const answer = <Request>(
    schema: z.ZodType<Request>,
    act: (merchant: Merchant, request: Request) => unknown,
  ): SimulatorHandler => {
    return async (c) => send(c, await checked(c, schema, settings, (request) => act(merchant, request)));
  };
  const accruePoints = operation("accruePoints", answer(PostAndAccruePoints, accrue));
  const returnTicket = operation("reverseOrAdjust", answer(PostAndAccruePoints, accrue));
  const subtraction = operation("reverseOrAdjust", answer(AddRedeem, addRedeem));
  const addition = operation("giveBack", answer(AddRedeem, addRedeem));
  return new Hono()
    .use(async (c, next) => (isAuthorized(c, context.secrets) ? next() : unauthorized(c)))
    .post(paths.postAndAccruePoints, async (c) => ((await isReturn(c)) ? returnTicket(c) : accruePoints(c)))
    .post(paths.addRedeem, async (c) => ((await isAddition(c)) ? addition(c) : subtraction(c)))
    .post(paths.reverse, operation("reverseOrAdjust", answer(Reverse, reverse)))
    .post(
      paths.createAndRegister,
      operation(
        "enroll",
        answer(CreateAndRegister, (_, body) => members.enroll(body)),
      ),
    )
    .post(
      paths.editAccount,
      operation(
        "setConsent",
        answer(EditAccount, (_, body) => members.edit(body)),
      ),
    )
    .post(
      paths.accountQuery,
      read(
        "accountQuery",
        answer(AccountQuery, (_, body) => members.query(body)),
      ),
    )
    .post(paths.balanceInquiry, read("balanceInquiry", answer(BalanceInquiry, inquire)))
    .get(
      paths.accountInformation,
      read(
        "accountInformation",
        answer(OfCard, (_, query) => members.information(query)),
      ),
    )
    .delete(
      paths.deleteUserByCard,
      operation(
        "eraseGuest",
        answer(OfCard, (_, parameters) => members.remove(parameters)),
      ),
    )
    .get(paths.transactionHistory, read("transactionHistory", answer(TransactionHistory, history)));
}

/** The credentials come with every call. */
function isAuthorized(c: Context, { integrationId, integrationSecret }: PaytronixSecrets): boolean {
  const wanted = Buffer.from(
    `Basic ${Buffer.from(`${integrationId}:${integrationSecret}`).toString("base64")}`,
  );
  const given = Buffer.from(c.req.header("authorization") ?? "");
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

const unauthorized = (c: Context): Response =>
  c.json({ result: "failure", errorCode: "unauthorized", errorMessage: "Unknown integration." }, 401, {
    "www-authenticate": 'Basic realm="Paytronix"',
  });

/** A return ticket is the adapter's way to adjust, not to accrue. */
async function isReturn(c: Context): Promise<boolean> {
  const body = readBody(await c.req.text());
  return PostAndAccruePoints.safeParse(body).data?.check.header.isReturn ?? false;
}

/** What only adds gives points again. */
async function isAddition(c: Context): Promise<boolean> {
  const body = AddRedeem.safeParse(readBody(await c.req.text())).data;
  return body !== undefined && body.redeemWalletContents.length === 0;
}

/** Refuses a request whose shape or merchant is wrong, with every fault in it, or lets it act. */
async function checked<Request>(
  c: Context,
  schema: z.ZodType<Request>,
  settings: PaytronixSettings,
  act: (request: Request) => unknown,
): Promise<unknown> {
  const inQuery = c.req.method === "GET" || (c.req.method === "DELETE" && c.req.url.includes("?"));
  if (!inQuery && !/^application\/json\b/i.test(c.req.header("content-type") ?? "")) {
    return refusal("failure", 600, "request.content_type", "The content type must be application/json.");
  }
  const raw = inQuery ? c.req.query() : readBody(await c.req.text());
  const request = schema.safeParse(raw);
  if (!request.success) {
    const faults = request.error.issues.map(({ path, message }) => `/${path.join("/")}: ${message}`);
    return refusal("failure", 600, "request.validation_error", faults.join("; "));
  }
  if (merchantOf(request.data) !== settings.merchantId) {
    return refusal("failure", 601, "request.invalid_merchant", "The merchant is unknown.");
  }
  return act(request.data);
}

/** 64-bit ids keep their digits; what is not JSON fits no schema. */
function readBody(text: string): unknown {
  const json = readJson(new TextEncoder().encode(text), { bigIntegers: "string" });
  return json.ok ? json.value : undefined;
}

/** Where a request names its merchant depends on its service. */
function merchantOf(request: unknown): unknown {
  if (typeof request !== "object" || request === null) return undefined;
  if ("merchantId" in request) return request.merchantId;
  return "headerInfo" in request ? merchantOf(request.headerInfo) : undefined;
}

/** `c.json` would refuse exact numbers by their type; `JSON.stringify` writes them. */
const send = (c: Context, body: unknown, status: 200 | 429 = 200): Response =>
  c.body(JSON.stringify(body), status, { "content-type": "application/json" });
