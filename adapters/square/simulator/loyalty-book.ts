/** The programme of the simulated Square: a point for a whole dollar, and what points buy. */
export const program = {
  id: "SIMPROGRAM",
  status: "ACTIVE",
  accrual_rules: [
    { accrual_type: "SPEND", points: 1, spend_data: { amount_money: { amount: 100, currency: "USD" } } },
  ],
  reward_tiers: [
    { id: "SIMTIER-10", points: 10, name: "$1 off" },
    { id: "SIMTIER-50", points: 50, name: "$6 off" },
  ],
} as const;

export type Account = {
  readonly id: string;
  readonly balance: number;
  readonly lifetime_points: number;
  readonly customer_id: string;
  readonly mapping: { readonly phone_number: string };
  readonly program_id: string;
  readonly created_at: string;
  readonly updated_at: string;
};

export type Reward = {
  readonly id: string;
  readonly status: "ISSUED" | "REDEEMED" | "DELETED";
  readonly loyalty_account_id: string;
  readonly reward_tier_id: string;
  readonly points: number;
  readonly order_id?: string;
  readonly created_at: string;
  readonly updated_at: string;
};

/** One row of the ledger. */
export type Row = {
  readonly id: string;
  readonly type: string;
  readonly created_at: string;
  readonly loyalty_account_id: string;
  readonly [detail: string]: unknown;
};

/** The accounts, rewards and ledger of the simulated Square. */
export function loyaltyBook(nowMs: () => number) {
  const accounts = new Map<string, Account>();
  const rewards = new Map<string, Reward>();
  const rows: Row[] = [];
  const run = nowMs().toString(36);
  const now = () => new Date(nowMs()).toISOString();
  const all = () => [...accounts.values()];

  return {
    account: (id: string) => accounts.get(id),
    byPhone: (phone: string) => all().find(({ mapping }) => mapping.phone_number === phone),
    search: (phones: readonly string[], customers: readonly string[]) =>
      all().filter(
        ({ mapping, customer_id: id }) =>
          (phones.length === 0 && customers.length === 0) ||
          phones.includes(mapping.phone_number) ||
          customers.includes(id),
      ),
    join(phone: string, customer: string | undefined): Account {
      const at = now();
      const number = accounts.size + 1;
      const account = {
        id: `simacc-${run}-${number}`,
        program_id: program.id,
        balance: 0,
        lifetime_points: 0,
        customer_id: customer ?? `SIMCUSTOMER${number}`,
        mapping: { id: `simmap-${number}`, phone_number: phone, created_at: at },
        created_at: at,
        updated_at: at,
      };
      accounts.set(account.id, account);
      return account;
    },
    /** Moves points of an account and writes the row that says so. */
    move(
      account: Account,
      points: number,
      detail: Readonly<Record<string, unknown>> & { readonly type: string },
    ): Row {
      const at = now();
      accounts.set(account.id, {
        ...account,
        balance: account.balance + points,
        lifetime_points: account.lifetime_points + (detail.type === "ACCUMULATE_POINTS" ? points : 0),
        updated_at: at,
      });
      const row = {
        id: `lev-${run}-${rows.length + 1}`,
        created_at: at,
        loyalty_account_id: account.id,
        source: "LOYALTY_API",
        ...detail,
      };
      rows.push(row);
      return row;
    },
    reward: (id: string) => rewards.get(id),
    keepReward(
      reward: Omit<Reward, "id" | "created_at" | "updated_at"> & Partial<Pick<Reward, "id" | "created_at">>,
    ): Reward {
      const at = now();
      const kept = { id: `simreward-${run}-${rewards.size + 1}`, created_at: at, ...reward, updated_at: at };
      rewards.set(kept.id, kept);
      return kept;
    },
    /** Newest first, as the search shows them. */
    rows: (): readonly Row[] => rows.toReversed(),
  };
}

export type LoyaltyBook = ReturnType<typeof loyaltyBook>;
