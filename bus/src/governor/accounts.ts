import { openScope, type LocalScope, type ScopeOptions } from "./scope.ts";
import { wholeConnection, type Limits } from "./standing.ts";
import type { Notice } from "./standings.ts";

/** How much a connection bears, and each account of it where it has limits of its own. */
export type GateLimits = Limits & { readonly perKey?: Partial<Limits> | undefined };

/** A connection and its accounts, as one worker sees them. */
export type Accounts = {
  readonly whole: LocalScope;
  /** The account of a key, where there is anything to know about it. */
  of(key: string | undefined): LocalScope | undefined;
  /** The account of a key about which there is something to know now. */
  open(key: string): LocalScope;
  readonly mayPass: (key: string | undefined) => boolean;
  /** Lets every account look after itself that `others` does not name; forgets what there is nothing to know about. */
  tidy(others: ReadonlyMap<string | undefined, unknown>): void;
  /** Takes in what other workers changed. */
  hear(notice: Notice): void;
  close(): Promise<void>;
  /** Whether deliveries of all keys are alike at this moment. */
  readonly none: boolean;
};

type AccountsOptions = Omit<ScopeOptions, "scope" | "limits" | "leased"> & {
  readonly connection: string;
  readonly limits: GateLimits;
};

/** What one account of a connection bears: what it has no limit of its own for, the connection as a whole limits. */
export const accountLimits = ({ concurrency, perKey }: GateLimits): Limits => ({
  concurrency,
  perSecond: Number.POSITIVE_INFINITY,
  ...perKey,
});

export function openAccounts({ connection, limits, ...rest }: AccountsOptions): Accounts {
  const { perKey, ...all } = limits;
  const opened = new Map<string, LocalScope>();
  const whole = openScope({
    ...rest,
    scope: { connection, key: wholeConnection },
    limits: all,
    leased: true,
  });
  const open = (key: string): LocalScope => {
    const known = opened.get(key);
    if (known) return known;
    const account = openScope({
      ...rest,
      scope: { connection, key },
      limits: accountLimits(limits),
      leased: perKey?.concurrency !== undefined,
    });
    opened.set(key, account);
    return account;
  };
  const of = (key: string | undefined): LocalScope | undefined => {
    if (key === undefined) return undefined;
    return perKey ? open(key) : opened.get(key);
  };
  return {
    whole,
    of,
    open,
    mayPass: (key) => of(key)?.mayPass() ?? true,
    tidy(others) {
      for (const [key, account] of opened) {
        if (others.has(key)) continue;
        account.look(0);
        if (account.idle) opened.delete(key);
      }
    },
    hear({ askedAtMs, seen }) {
      const ours = seen.filter(({ scope }) => scope.connection === connection);
      const keys = new Set(ours.map(({ scope }) => scope.key));
      if (!keys.has(wholeConnection)) whole.nothingSeen(askedAtMs);
      for (const [key, account] of opened) if (!keys.has(key)) account.nothingSeen(askedAtMs);
      for (const each of ours) (each.scope.key === wholeConnection ? whole : open(each.scope.key)).see(each);
    },
    async close() {
      await Promise.all([whole, ...opened.values()].map((scope) => scope.close()));
    },
    get none() {
      return !perKey && opened.size === 0;
    },
  };
}
