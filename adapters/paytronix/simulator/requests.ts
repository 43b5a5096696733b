import { z } from "zod";

// What Paytronix asks of a request, written anew from the public facts (README, "How sure each fact is").
// Unknown members are refused: bodies are checked against the release in the URL.

const short = (length: number) => z.string().min(1).max(length);
const decimal = z.number();
const checkTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?: [+-]\d{4})?$/, "must look like yyyy-MM-dd HH:mm:ss ±ZZZZ");

const orderMethod = z.enum([
  "in store",
  "online web",
  "online app",
  "online app - android",
  "online app - ios",
  "call in",
  "call center",
  "drive through",
  "kiosk",
  "3rd party ordering",
  "smart home device ordering",
  "other",
]);
const deliveryMethod = z.enum([
  "dine in",
  "pick up",
  "in house delivery",
  "curbside",
  "drive through",
  "3rd party delivery",
  "other",
]);

const identifiers = ["printedCardNumber", "phoneNumber", "barcode", "trackInfo", "accountToken"] as const;

const CardInfo = z
  .strictObject({
    printedCardNumber: z.string().optional(),
    phoneNumber: z.string().optional(),
    barcode: z.string().optional(),
    trackInfo: z.string().optional(),
    accountToken: z.string().optional(),
    cardRegCode: z.string().optional(),
    identificationMethod: z.enum(["ACCOUNT_QUERY", "LINKED_CC"]).optional(),
  })
  .refine((card) => identifiers.filter((name) => card[name] !== undefined).length === 1, {
    error: "must have exactly one identifier",
  });
export type CardInfo = z.infer<typeof CardInfo>;

const line = {
  itemId: short(255),
  name: z.string().optional(),
  quantity: decimal.optional(),
  seat: z.int().optional(),
  referenceLine: z.string().optional(),
  isVoided: z.boolean().optional(),
  isTaxable: z.boolean().optional(),
  price: decimal,
  fullPrice: decimal.optional(),
};
const categories = z
  .array(
    z.strictObject({
      categoryType: z.enum(["major", "minor", "promo"]),
      id: short(255),
      name: z.string().optional(),
    }),
  )
  .optional();

const DiscountItem = z
  .strictObject({
    type: z.literal("discountItem"),
    ...line,
    discountSource: z.enum(["other", "loyalty", "coupon"]).optional(),
    walletCode: z.int().optional(),
    walletQuantity: decimal.optional(),
    couponId: z.int().optional(),
  })
  .refine((item) => item.discountSource !== "loyalty" || item.walletQuantity !== undefined, {
    error: "a loyalty discount needs walletQuantity",
  })
  .refine((item) => item.discountSource !== "coupon" || item.couponId !== undefined, {
    error: "a coupon discount needs couponId",
  })
  .refine((item) => (item.discountSource ?? "other") === "other" || item.walletCode !== undefined, {
    error: "a loyalty or coupon discount needs walletCode",
  });

const food = {
  ...line,
  categories,
  consumedQuantity: decimal.optional(),
  discounts: z.array(DiscountItem).optional(),
};
const Modifier = z.strictObject(food);
const MenuItem = z.strictObject({
  type: z.literal("menuItem"),
  ...food,
  modifiers: z.array(Modifier).optional(),
});
const ComboItem = z.strictObject({ type: z.literal("comboItem"), ...food, items: z.array(MenuItem) });
const ServiceChargeItem = z.strictObject({
  type: z.literal("serviceChargeItem"),
  ...line,
  discounts: z.array(DiscountItem).optional(),
  consumedQuantity: decimal.optional(),
});
const TenderItem = z.strictObject({
  type: z.literal("tenderItem"),
  itemId: short(255),
  name: z.string().optional(),
  seat: z.int().optional(),
  referenceLine: z.string().optional(),
  amount: decimal,
  detail: z
    .discriminatedUnion("type", [
      z.strictObject({
        type: z.literal("creditCard"),
        cardHolder: z.string().optional(),
        cardType: z
          .enum(["Visa", "MasterCard", "American Express", "Diners Club", "Discover", "JCB", "other"])
          .optional(),
        iin: z.string().optional(),
        masked: z.string().optional(),
        expiration: z.string().optional(),
      }),
      z.strictObject({
        type: z.enum(["giftCard", "loyaltyCard"]),
        pxTransactionId: z.int().optional(),
        masked: z.string().optional(),
      }),
    ])
    .optional(),
});

const Check = z.strictObject({
  header: z.strictObject({
    number: short(255),
    uniqueIdentifier: short(255).optional(),
    openTime: checkTime,
    closeTime: checkTime.optional(),
    isReturn: z.boolean(),
    isVoid: z.boolean().optional(),
    isCatering: z.boolean().optional(),
    seatCount: z.int().optional(),
    tableNumber: z.string().optional(),
    revenueCenterNumber: z.union([z.int(), z.string()]).optional(),
    revenueCenterName: z.string().optional(),
    cashier: z.string().optional(),
    properties: z.record(z.string(), z.string()),
    orderMethod: orderMethod.optional(),
    deliveryMethod: deliveryMethod.optional(),
  }),
  items: z.array(
    z.discriminatedUnion("type", [MenuItem, ComboItem, DiscountItem, ServiceChargeItem, TenderItem]),
  ),
  totals: z.strictObject({
    subTotal: decimal,
    taxTotal: decimal,
    discountTotal: decimal,
    serviceChargeTotal: decimal,
    tenderTotal: decimal,
    checkTotal: decimal.optional(),
    tipTotal: decimal.optional(),
    itemizedTotals: z.array(
      z.strictObject({ itemizerType: z.enum(["sales", "tax"]), id: short(255), total: decimal.optional() }),
    ),
  }),
});

/** `check/postAndAccruePoints.json` */
export const PostAndAccruePoints = z.strictObject({
  merchantId: z.int(),
  storeCode: short(255),
  agentName: z.string().optional(),
  check: Check,
  cardInfo: CardInfo,
  autoActivateCard: z.boolean(),
  terminal: short(100),
  operator: short(255),
  receiptSettings: z.array(z.strictObject({ name: short(255), maxWidth: z.int().min(1) })).min(1),
});
export type PostAndAccruePoints = z.infer<typeof PostAndAccruePoints>;

const HeaderInfo = z.strictObject({
  merchantId: z.int(),
  storeCode: short(255),
  operatorId: short(255),
  terminalId: short(255),
  posTransactionId: short(255),
  senderId: z.literal("POS"),
  programId: z.enum(["LP", "SV", "CH", "PX"]),
  datetime: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?$/)
    .optional(),
  posTransactionDatetime: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/)
    .optional(),
  applicationId: z.string().optional(),
  applicationVersion: z.string().optional(),
});

const walletContents = z.array(z.strictObject({ walletCode: z.int(), quantity: z.number().positive() }));

/** `transaction/addRedeem.json`; both lists must be sent, one may be empty. */
export const AddRedeem = z.strictObject({
  headerInfo: HeaderInfo,
  cardInfo: CardInfo,
  addWalletContents: walletContents,
  redeemWalletContents: walletContents,
  autoActivateCard: z.boolean().optional(),
  isCatering: z.boolean().optional(),
  orderMethod: orderMethod.optional(),
  deliveryMethod: deliveryMethod.optional(),
});
export type AddRedeem = z.infer<typeof AddRedeem>;

/** `transaction/reverse.json`, by the transaction's own id only: the way that the adapter takes. */
export const Reverse = z.strictObject({
  headerInfo: HeaderInfo,
  // A 64-bit number; beyond 2^53 the simulator's reader hands it on as its digits.
  pxTransactionId: z.union([z.int(), z.string().regex(/^-?\d+$/)]).transform(String),
});
export type Reverse = z.infer<typeof Reverse>;

const one = <Value>(value: z.ZodType<Value>) => z.array(value).max(1).optional();
const text = one(z.string().min(1));

const UserFields = z.strictObject({
  style: z.literal("typed"),
  username: one(z.string().min(6).max(60)),
  password: text,
  email: one(z.email()),
  mobilePhone: one(z.string().regex(/^\d{10}$/)),
  firstName: text,
  lastName: text,
  dateOfBirth: one(z.iso.date()),
  optIn: one(z.boolean()),
  textCampaignOptIn: one(z.boolean()),
});

/** `enrollment/createAndRegister.json`, in the style `typed`: every value is an array. */
export const CreateAndRegister = z.strictObject({
  authentication: z.literal("b2b"),
  merchantId: z.int(),
  cardTemplateCode: z.int(),
  enforceUniqueFields: z.array(
    z.enum(["externalAccountIdentifier", "customerNumber", "email", "name", "phone", "fax", "mobilePhone"]),
  ),
  setUserFields: UserFields,
  setAccountFields: z.strictObject({
    style: z.literal("typed"),
    customerNumber: z.array(z.string().min(1).max(30)).max(1).optional(),
    favoriteStore: z.array(z.strictObject({ code: short(255) })).optional(),
  }),
  activationStoreCode: short(255).optional(),
});
export type CreateAndRegister = z.infer<typeof CreateAndRegister>;

/** `enrollment/editAccount.json`, by card. */
export const EditAccount = z.strictObject({
  authentication: z.literal("b2b"),
  merchantId: z.int(),
  printedCardNumber: short(40),
  setUserFields: UserFields,
});
export type EditAccount = z.infer<typeof EditAccount>;

/** `transaction/accountQuery.json`. */
export const AccountQuery = z.strictObject({
  headerInfo: HeaderInfo,
  pageSize: z.int().min(1),
  accountQueries: z
    .array(
      z.strictObject({
        name: z.enum(["cardnum", "username", "firstname", "lastname", "postalcode", "phonenum", "email"]),
        value: short(255),
      }),
    )
    .min(1),
});
export type AccountQuery = z.infer<typeof AccountQuery>;

/** `transaction/balanceInquiry.json`. */
export const BalanceInquiry = z.strictObject({ headerInfo: HeaderInfo, cardInfo: CardInfo });
export type BalanceInquiry = z.infer<typeof BalanceInquiry>;

/** The parameters of `guest/accountInformation.json` and `enrollment/userByPrintedCardNumber.json`. */
export const OfCard = z.strictObject({
  merchantId: z.coerce.number().int(),
  authentication: z.literal("b2b"),
  printedCardNumber: z.string().min(1),
});
export type OfCard = z.infer<typeof OfCard>;

/** The query of `guest/transactionHistory.json`. */
export const TransactionHistory = z.strictObject({
  merchantId: z.coerce.number().int(),
  authentication: z.literal("b2b"),
  printedCardNumber: z.string().min(1),
  dateStart: z.iso.date().optional(),
  dateEnd: z.iso.date().optional(),
  maxNumberOfResults: z.coerce.number().int().min(1).optional(),
});
export type TransactionHistory = z.infer<typeof TransactionHistory>;
