import { refusal, transactionReply } from "./replies.ts";
import type { AccountQuery, BalanceInquiry, CreateAndRegister, EditAccount, OfCard } from "./requests.ts";
import { cardNumberOf, unknownCard, type Merchant } from "./merchant.ts";

type Fields = CreateAndRegister["setUserFields"];

/** A member of the simulated programme. */
type Account = { readonly card: string; readonly fields: Omit<Fields, "style"> };

/** The members of a merchant; a card that nobody enrolled is of nobody, and has no account to edit. */
export function memberBook(merchant: Merchant, run: string) {
  const accounts: Account[] = [];
  const { cards, effects } = merchant;
  const conflicting = (fields: Fields, unique: readonly string[]) =>
    unique.filter((name) => {
      const [wanted] = valuesOf(fields, name);
      return (
        wanted !== undefined && accounts.some(({ fields: theirs }) => valuesOf(theirs, name)[0] === wanted)
      );
    });

  return {
    /** Makes an account and its card. A username is unique always, the rest as the request says. */
    enroll({ enforceUniqueFields, setUserFields, setAccountFields }: CreateAndRegister): unknown {
      const { style: _style, ...fields } = setUserFields;
      const conflicts = conflicting(setUserFields, ["username", ...enforceUniqueFields]);
      if (conflicts.length > 0) return { result: "uniquenessConflict", conflictingFields: conflicts };
      const card = `6000${run}${String(accounts.length + 1).padStart(4, "0")}`;
      accounts.push({ card, fields });
      const [reference = card] = [...(setAccountFields?.customerNumber ?? []), ...(fields.username ?? [])];
      effects.add({ operation: "enroll", reference, card, ...consentsOf(fields) });
      return { result: "cardCreatedSuccess", printedCardNumber: card, accountId: accounts.length };
    },

    /** Sets fields of the account that a card belongs to. */
    edit({ printedCardNumber, setUserFields }: EditAccount): unknown {
      const at = accounts.findIndex(({ card }) => card === printedCardNumber);
      const account = accounts[at];
      if (!account) return unknownCard;
      const { style: _style, ...changes } = setUserFields;
      const fields = { ...account.fields, ...changes };
      const isNews = JSON.stringify(fields) !== JSON.stringify(account.fields);
      accounts[at] = { ...account, fields };
      const [reference = account.card] = fields.username ?? [];
      if (isNews)
        effects.add({ operation: "setConsent", reference, card: account.card, ...consentsOf(fields) });
      return { result: "success" };
    },

    /** Whether somebody is behind the card: who was enrolled, or earned with it. */
    information({ printedCardNumber: card }: OfCard): unknown {
      if (cardNumberOf({ printedCardNumber: card }) === undefined) return unknownCard;
      const isRegistered = String(cards.isRegistered(card) || accounts.some((each) => each.card === card));
      return { result: "success", accountStatus: "ACTIVE", queryCardStatus: "ACTIVE", isRegistered };
    },

    /** Deletes who is behind the card; that a second deletion fails is an assumption. */
    remove({ printedCardNumber: card }: OfCard): unknown {
      const at = accounts.findIndex((each) => each.card === card);
      if (at < 0 && !cards.isRegistered(card)) return nobody;
      const [account] = at < 0 ? [] : accounts.splice(at, 1);
      cards.deleteUser(card);
      const [reference = card] = account?.fields.username ?? [];
      effects.add({ operation: "eraseGuest", reference, card });
      return { result: "success" };
    },

    /** Rows of a table; of the names only the username is simulated. */
    query({ accountQueries }: AccountQuery): unknown {
      const [{ name, value } = { name: "", value: "" }] = accountQueries;
      const found = accounts.filter(({ fields }) => valuesOf(fields, name)[0] === value);
      const columns = ["username", "cardnum", "email"] as const;
      const cell = (account: Account, column: (typeof columns)[number]) =>
        column === "cardnum" ? account.card : (account.fields[column]?.[0] ?? null);
      return {
        result: "authorizedSuccess",
        header: { fields: columns },
        rows: found.map((account) => ({ fields: columns.map((column) => cell(account, column)) })),
      };
    },
  };
}

const nobody = refusal("failure", 600, "enrollment.user_not_found", "No user is registered to the card.");

/** What `balanceInquiry` says of a card: balances, and the level that they make. */
export function inquire(
  { cards, settings, nowMs }: Merchant,
  { headerInfo, cardInfo }: BalanceInquiry,
): unknown {
  const card = cardNumberOf(cardInfo);
  if (card === undefined) return unknownCard;
  const { storeCode, posTransactionId } = headerInfo;
  const nothing = {
    id: "0",
    atMs: nowMs(),
    card,
    storeCode,
    posTransactionId,
    changes: [],
    balances: new Map(),
  };
  const { pxTransactionId: _none, ...reply } = transactionReply(nothing, cards, settings);
  return reply;
}

const valuesOf = (fields: Readonly<Record<string, unknown>>, name: string): readonly unknown[] =>
  Array.isArray(fields[name]) ? (fields[name] as readonly unknown[]) : [];

const consentsOf = ({ optIn, textCampaignOptIn }: Account["fields"]) => ({
  ...(optIn && { optIn: optIn[0] }),
  ...(textCampaignOptIn && { textCampaignOptIn: textCampaignOptIn[0] }),
});
