import type { DataOf, paymentAuthorized } from "@spindlebus/contracts";

type Method = NonNullable<DataOf<typeof paymentAuthorized>["method"]>;
type Means = Pick<Method, "type" | "brand" | "wallet" | "vendorMethod">;

/** Card brands whose name at Adyen differs from the common one, and those that do not. */
const brands: Readonly<Record<string, string>> = {
  visa: "visa",
  visadankort: "visadankort",
  electron: "electron",
  mc: "mastercard",
  maestro: "maestro",
  amex: "amex",
  discover: "discover",
  diners: "diners",
  jcb: "jcb",
  cup: "unionpay",
  elo: "elo",
  bcmc: "bancontact",
  cartebancaire: "cartes_bancaires",
  dankort: "dankort",
  interac_card: "interac",
  eftpos_australia: "eftpos_australia",
  accel: "accel",
  nyce: "nyce",
  pulse: "pulse",
  star: "star",
};

const walletSuffixes: Readonly<Record<string, string>> = {
  applepay: "apple_pay",
  googlepay: "google_pay",
  samsungpay: "samsung_pay",
  amazonpay: "amazon_pay",
  clicktopay: "click_to_pay",
};

const types: readonly (readonly [pattern: RegExp, type: Means["type"]])[] = [
  [
    /^(paypal|alipay|wechatpay|cashapp|amazonpay|applepay|googlepay|samsungpay|mobilepay|swish|vipps)/,
    "wallet",
  ],
  [
    /^(ideal|ach|sepadirectdebit|bankTransfer|directdebit|directEbanking|eps|trustly|blik|paybybank|twint)/,
    "bank",
  ],
  [/^(giftcard|svs|givex|valuelink|fiserv|vvvgiftcard)/, "gift_card"],
];

/** The means of payment that Adyen names `visa`, `mc_applepay` or `ideal`; its own word stays where ours says less. */
export function meansOf(paymentMethod: string): Means {
  const [, name = paymentMethod, suffix] = /^(.+?)_([a-z]+)$/.exec(paymentMethod) ?? [];
  const wallet = suffix === undefined ? undefined : valueOf(walletSuffixes, suffix);
  const brand = valueOf(brands, wallet ? name : paymentMethod);
  if (brand) {
    const same = brand === paymentMethod;
    return { type: "card", brand, wallet, vendorMethod: same ? undefined : paymentMethod };
  }
  const type = types.find(([pattern]) => pattern.test(paymentMethod))?.[1] ?? "other";
  return { type, wallet: valueOf(walletSuffixes, paymentMethod), vendorMethod: paymentMethod };
}

const valueOf = (table: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
