import type { Translation } from "@spindlebus/bus/adapter";
import type { LoyaltyChange } from "@spindlebus/contracts";
import { kept, squareRef, storeOf } from "./canonical.ts";
import { e164 } from "./order-fulfilment.ts";
import type { SquareSettings } from "./settings.ts";
import type { LoyaltyAccount, LoyaltyEvent } from "./vendor-loyalty.ts";

type Known = {
  readonly settings: Pick<SquareSettings, "stores" | "pointsCode">;
  readonly merchantId?: string;
};

/** The membership that an account is, and what it has. */
export function memberOf(account: LoyaltyAccount, { settings, merchantId }: Known) {
  const points = (quantity: number, code: string) => ({
    kind: "points" as const,
    code,
    quantity: String(quantity),
  });
  const { balance, lifetime_points: lifetime, expiring_point_deadlines: deadlines } = account;
  const phone = e164(account.mapping?.phone_number);
  const balances = [
    ...(balance === undefined
      ? []
      : [
          {
            value: points(balance, settings.pointsCode),
            spendable: true,
            ...(deadlines && {
              expiring: deadlines.map(({ points: quantity, expires_at: at }) => ({
                quantity: String(quantity),
                date: at.slice(0, 10),
                at,
              })),
            }),
          },
        ]),
    ...(lifetime === undefined ? [] : [{ value: points(lifetime, "lifetime_points"), spendable: false }]),
  ];
  return {
    member: {
      memberId: account.id,
      refs: [
        squareRef("loyalty_account", account.id, merchantId),
        ...(account.customer_id ? [squareRef("customer", account.customer_id, merchantId)] : []),
      ],
      programCode: account.program_id,
      enrolledAt: account.enrolled_at,
      status: "active" as const,
    },
    profile: phone === undefined ? undefined : { phone },
    balances,
  };
}

type Points = {
  readonly points: number;
  readonly loyalty_program_id?: string | undefined;
  readonly order_id?: string | undefined;
};
type Reward = {
  readonly reward_id?: string | undefined;
  readonly loyalty_program_id?: string | undefined;
  readonly order_id?: string | undefined;
};

/** How the parts of a row of the ledger become messages: its points, and the reward that it is about. */
export function rowOf(event: LoyaltyEvent, known: Known) {
  const { settings, merchantId } = known;
  const store = event.location_id === undefined ? undefined : storeOf(event.location_id, settings);
  const square = kept({ source: event.source });
  const common = (program: string | undefined) => ({
    member: {
      refs: [squareRef("loyalty_account", event.loyalty_account_id, merchantId)],
      programCode: program,
    },
    ...(square && { ext: { square } }),
  });

  const pointsData = (told: Points, operation: LoyaltyChange["operation"] | undefined) => ({
    ...common(told.loyalty_program_id),
    transaction: {
      transactionId: told.order_id ?? event.id,
      refs: [squareRef("loyalty_event", event.id)],
      orderRef: told.order_id,
      store,
      occurredAt: event.created_at,
    },
    changes: [
      {
        value: { kind: "points" as const, code: settings.pointsCode, quantity: String(told.points) },
        operation: operation ?? (told.points < 0 ? ("subtract" as const) : ("add" as const)),
      },
    ],
  });
  const rewardData = ({ loyalty_program_id: program, order_id: orderRef }: Reward) => ({
    ...common(program),
    orderRef,
    store,
    occurredAt: event.created_at,
  });

  return {
    /** A row without points, or with none, changes nothing. */
    points: (
      told: Points | undefined,
      say: (data: ReturnType<typeof pointsData>) => Translation,
      operation?: LoyaltyChange["operation"],
    ): readonly Translation[] => (told && told.points !== 0 ? [say(pointsData(told, operation))] : []),
    /** A reward of the till may have no id: there is nothing then to follow. */
    reward: (
      told: Reward | undefined,
      say: (
        data: ReturnType<typeof rewardData>,
        reward: { rewardId: string; pointsTaken: "at_issue" },
      ) => Translation,
    ): readonly Translation[] =>
      told?.reward_id ? [say(rewardData(told), { rewardId: told.reward_id, pointsTaken: "at_issue" })] : [],
  };
}
