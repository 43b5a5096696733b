import type { SimulatorContext } from "@spindlebus/bus/testing";
import type { PunchhSecrets, PunchhSettings } from "../src/settings.ts";
import type { CheckinRequest } from "./requests.ts";
import { memberRemoval } from "./removal.ts";
import { provenWebhook } from "./webhook.ts";

type Answer = { readonly status: 200 | 201 | 404 | 422; readonly body: object };
type Customer = { readonly [field: string]: unknown; readonly email: string };

/** The members of the simulated programme and what they have; a dollar earns a point, and everybody begins with 1,000. */
export function openBusiness({
  connection,
  settings,
  secrets,
  nowMs,
  effects,
  sendWebhook,
}: SimulatorContext<PunchhSettings, PunchhSecrets>) {
  const checkins = new Map<
    string,
    { readonly id: number; readonly user: string; readonly points: number; state: string }
  >();
  const users = new Map<string, Customer & { readonly user_id: number }>();
  const points = new Map<string, number>();
  const used = new Set<string>();
  // Other numbers in every run: the bus remembers the ids of the last one.
  let last = Math.floor(nowMs() / 1_000) % 1_000_000_000;
  const number = () => (last += 1);
  const now = () => new Date(nowMs()).toISOString().replace(/\.\d{3}Z$/, "Z");
  const tell = (name: string, type: string, action: string, payload: object, about: string) => {
    const uri = `/v1/webhooks/${connection}/events`;
    const content = { settings, webhookSecret: secrets.webhookSecret, uri };
    sendWebhook("events", provenWebhook({ name, type, action, payload, atMs: nowMs(), about }, content));
  };
  const removal = memberRemoval({
    users,
    isUnknown,
    tell: (action, user, about) =>
      tell("users", "", action, { user: { ...user, created_at: now(), updated_at: now() } }, about),
    done: (operation, reference, user) => effects.add({ operation, reference, user }),
  });
  const balanceOf = (user: string) => points.get(user) ?? 1_000;
  const userOf = ({ user_id: id, email, phone }: CheckinRequest): string | undefined => {
    if (id !== undefined) return removal.isGone(id) ? undefined : id;
    const found = [...users.values()].find((user) => user.email === email || user["phone"] === phone);
    return found && String(found.user_id);
  };

  const shown = (external_uid: string) => {
    const found = checkins.get(external_uid);
    const pending = found?.state === "pending";
    return {
      created_at: now(),
      external_uid,
      checkin_id: found?.id,
      points_earned: pending ? 0 : found?.points,
      pending_points: pending ? found.points : 0,
      pending_refresh: false,
      bar_code: null,
    };
  };

  return {
    checkin(request: CheckinRequest): Answer {
      const user = userOf(request);
      if (user === undefined) return unknownUser;
      const known = checkins.get(request.external_uid);
      if (request.state === "void") {
        // What is void stays so: that a second void is no error is an assumption.
        if (known?.state === "void")
          return { status: 200, body: { checkins: 0, points: 0, checkin: shown(request.external_uid) } };
        if (known?.state !== "pending") return refused("Checkin is not pending");
        known.state = "void";
        effects.add({
          operation: "voidCheckin",
          reference: request.external_uid,
          checkin: known.id,
          points: -known.points,
        });
        return { status: 200, body: { checkins: 0, points: 0, checkin: shown(request.external_uid) } };
      }
      if (!known) {
        const earned = Math.floor(request.receipt_amount);
        const state = request.state ?? "committed";
        checkins.set(request.external_uid, { id: number(), user, points: earned, state });
        if (state === "committed") points.set(user, balanceOf(user) + earned);
        const id = checkins.get(request.external_uid)?.id;
        effects.add({
          operation: "accruePoints",
          reference: request.external_uid,
          checkin: id,
          user,
          points: earned,
          state,
        });
        const payload = checkinPayload(request, user, earned, state, now());
        tell("checkins", "loyalty", "online", payload, `checkin ${id}`);
      }
      const { points: earned = 0 } = checkins.get(request.external_uid) ?? {};
      return { status: 200, body: { checkins: 1, points: earned, checkin: shown(request.external_uid) } };
    },
    redeem(
      user: string,
      wanted: {
        readonly reward?: string | undefined;
        readonly points?: number | undefined;
        readonly reference: string;
      },
    ): Answer {
      if (removal.isGone(user)) return unknownUser;
      if (wanted.reward === undefined && wanted.points === undefined)
        return refused("reward_id or requested_punches is needed");
      if (wanted.reward !== undefined && used.has(wanted.reward))
        return refused("Given reward is not accessible for this guest");
      if ((wanted.points ?? 0) > balanceOf(user)) return refused("Guest does not have enough points");
      if (wanted.reward !== undefined) used.add(wanted.reward);
      points.set(user, balanceOf(user) - (wanted.points ?? 0));
      const id = number();
      const { reward, points: spent } = wanted;
      effects.add({
        operation: "redeem",
        reference: wanted.reference,
        redemption: id,
        user,
        reward,
        points: spent,
      });
      const payload = {
        redemption_id: id,
        redemption_status: "honored",
        reward_id: reward ?? null,
        redeemed_points: spent ?? 0,
        redeemable_id: 107,
        redeemable_name: "Free Burger",
        user_id: user,
        created_at: now(),
        updated_at: now(),
      };
      tell("redemptions", "", "update", payload, `redemption ${id}`);
      return {
        status: 201,
        body: {
          redemption_id: id,
          redemption_status: "redeemable",
          created_at: now(),
          redeemed_value: spent ?? null,
        },
      };
    },
    enroll(customer: Customer): Answer {
      if ([...users.values()].some(({ email }) => email === customer.email))
        return { status: 422, body: { errors: { email: ["has already been taken"] } } };
      const { password: _password, password_confirmation: _again, ...kept } = customer;
      const user = { ...kept, email: customer.email, user_id: number() };
      users.set(customer.email, user);
      const id = customer["external_source_id"];
      const reference = typeof id === "string" ? id : customer.email;
      effects.add({ operation: "enroll", reference, user: user.user_id });
      const created = { user: { ...user, user_status: "active", created_at: now(), updated_at: now() } };
      tell("users", "", "create", created, `user ${user.user_id}`);
      return {
        status: 201,
        body: { ...user, id: user.user_id, created_at: now(), authentication_token: "not-for-the-bus" },
      };
    },
    deactivate: (id: string) => removal.deactivate(id),
    remove: (id: string) => removal.remove(id),
    info(email: string | undefined): Answer {
      const user = users.get(email ?? "");
      return user ? { status: 200, body: user } : unknownUser;
    },
  };
}

function checkinPayload(
  request: CheckinRequest,
  user: string,
  earned: number,
  state: string,
  at: string,
): object {
  return {
    checkin_type: "OnlineCheckin",
    user_id: Number(user),
    store_number: request.store_number,
    location_id: 1_617,
    channel: request.channel ?? "online_order",
    receipt_amount: request.receipt_amount,
    receipt_number: String(request.transaction_no),
    receipt_date: request.receipt_datetime,
    points_earned: earned,
    points_spent: 0,
    visits_earned: null,
    status: "loyalty",
    approved: state === "committed",
    menu_items: request.menu_items ?? [],
    created_at: at,
    updated_at: at,
  };
}

/** Users whose id begins with 999 are unknown. */
const isUnknown = (id: string): boolean => !/^\d+$/.test(id) || id.startsWith("999");

const unknownUser: Answer = { status: 404, body: { errors: { user_not_found: "User Not Found" } } };
const refused = (text: string): Answer => ({ status: 422, body: { errors: text } });
