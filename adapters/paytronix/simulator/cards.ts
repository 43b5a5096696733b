/** A change of one wallet, in the vendor's terms. */
export type WalletChange = {
  /** 1 add, 2 subtract, 3 void add, 4 void subtract. */
  readonly operationType: 1 | 2 | 3 | 4;
  readonly walletCode: number;
  /** Positive. */
  readonly quantity: number;
};

/** One transaction on a card. */
export type Transaction = {
  /** 64 bits: digits, because a JavaScript number would lose some. */
  readonly id: string;
  readonly atMs: number;
  readonly card: string;
  readonly storeCode: string;
  readonly posTransactionId: string;
  readonly uniqueIdentifier?: string | undefined;
  readonly changes: readonly WalletChange[];
  /** Each changed wallet's balance afterwards, by wallet code. */
  readonly balances: ReadonlyMap<number, number>;
};

type NewTransaction = Omit<Transaction, "id" | "balances">;

/** The cards of a simulated merchant: balances and transactions. Every card number is known, from the first time on. */
export class Cards {
  readonly #balances = new Map<string, number>();
  readonly #transactions = new Map<string, Transaction>();
  readonly #byCard = new Map<string, Transaction[]>();
  readonly #reversed = new Set<string>();
  readonly #withoutUser = new Set<string>();
  // Ids beyond 2^53 - 1, so that whoever reads them as JavaScript numbers is found out.
  #lastId = 9_007_199_254_740_992n;

  /** Applies a transaction. The vendor documents no detection of duplicates: the same ticket again is done again. */
  add(transaction: NewTransaction): Transaction {
    this.#lastId += 1n;
    const balances = new Map<number, number>();
    for (const change of transaction.changes) {
      balances.set(change.walletCode, this.#change(transaction.card, change));
    }
    const added = { ...transaction, id: String(this.#lastId), balances };
    this.#transactions.set(added.id, added);
    const ofCard = this.#byCard.get(added.card) ?? [];
    ofCard.push(added);
    this.#byCard.set(added.card, ofCard);
    return added;
  }

  /** Undoes a transaction with one that voids each of its changes; undefined where that was done before. */
  reverse(original: Transaction, by: Omit<NewTransaction, "card" | "changes">): Transaction | undefined {
    if (this.#reversed.has(original.id)) return undefined;
    this.#reversed.add(original.id);
    const changes = original.changes.map((change) => ({
      ...change,
      operationType: isGain(change) ? (3 as const) : (4 as const),
    }));
    return this.add({ ...by, card: original.card, changes });
  }

  get(id: string): Transaction | undefined {
    return this.#transactions.get(id);
  }

  /** A card's transactions, oldest first. */
  of(card: string): readonly Transaction[] {
    return this.#byCard.get(card) ?? [];
  }

  /** Whoever earned with a card is registered with it, until the user is deleted. */
  isRegistered(card: string): boolean {
    return this.#byCard.has(card) && !this.#withoutUser.has(card);
  }

  /** The user goes, with all that was known of the person; the card keeps its transactions. */
  deleteUser(card: string): void {
    this.#withoutUser.add(card);
  }

  balance(card: string, walletCode: number): number {
    return this.#balances.get(`${card} ${walletCode}`) ?? 0;
  }

  #change(card: string, change: WalletChange): number {
    const sign = isGain(change) ? 1 : -1;
    const balance = rounded(this.balance(card, change.walletCode) + sign * change.quantity);
    this.#balances.set(`${card} ${change.walletCode}`, balance);
    return balance;
  }
}

/** Whether the change raises the balance. */
export const isGain = ({ operationType }: WalletChange): boolean =>
  operationType === 1 || operationType === 4;

/** Thousandths are the finest that the simulator counts. */
export const rounded = (quantity: number): number => Math.round(quantity * 1000) / 1000;
