import { Decimal } from "@spindlebus/bus/adapter";
import { z } from "zod";
import { VendorTime } from "./vendor-time.ts";

/*
 * What this adapter reads of Toast's objects (doc.toasttab.com, orders API 2.9.0). Toast writes null for whatever is not
 * there. Everything else is let through unread.
 */

const Guid = z.string().min(1).max(255);
/** A part that goes to `ext` as it came. */
const AsItCame = z.json().nullish();
const Reference = z.looseObject({ guid: z.string().nullish() }).nullish();
const Flag = z.boolean().nullish();
const Words = z.string().nullish();
const Time = VendorTime.nullish();
const Amount = Decimal.nullish();
const Day = z.int().min(19_700_101).max(99_991_231).nullish();

const RefundDetails = z.looseObject({
  refundAmount: Amount,
  taxRefundAmount: Amount,
  refundTransaction: Reference,
});

const AppliedTax = z.looseObject({
  taxRate: Reference,
  name: Words,
  rate: Amount,
  taxAmount: Amount,
  type: Words,
});
export type AppliedTax = z.infer<typeof AppliedTax>;

const AppliedDiscount = z.looseObject({
  guid: Guid,
  name: Words,
  discountAmount: Amount,
  nonTaxDiscountAmount: Amount,
  discountType: Words,
  discountPercent: Amount,
  appliedPromoCode: Words,
  loyaltyDetails: z.looseObject({ vendor: Words, referenceId: Words }).nullish(),
  discount: AsItCame,
  appliedDiscountReason: AsItCame,
  triggers: AsItCame,
});
export type AppliedDiscount = z.infer<typeof AppliedDiscount>;

const SelectionFields = z.looseObject({
  guid: Guid,
  item: z.looseObject({ guid: z.string().nullish(), multiLocationId: Words }).nullish(),
  itemGroup: Reference,
  optionGroup: Reference,
  salesCategory: Reference,
  preModifier: AsItCame,
  selectionType: Words,
  displayName: Words,
  plu: Words,
  quantity: Decimal.nullish(),
  unitOfMeasure: Words,
  seatNumber: z.int().nullish(),
  preDiscountPrice: Amount,
  price: Amount,
  receiptLinePrice: Amount,
  tax: Amount,
  taxInclusion: Words,
  appliedTaxes: z.array(AppliedTax).nullish(),
  appliedDiscounts: z.array(AppliedDiscount).nullish(),
  voided: Flag,
  voidDate: Time,
  voidBusinessDate: AsItCame,
  voidReason: AsItCame,
  fulfillmentStatus: Words,
  refundDetails: RefundDetails.nullish(),
});
export type Selection = z.infer<typeof SelectionFields> & {
  readonly modifiers?: readonly Selection[] | null | undefined;
};
const Selection: z.ZodType<Selection> = SelectionFields.extend({
  get modifiers() {
    return z.array(Selection).nullish();
  },
});

const Payment = z.looseObject({
  guid: Guid,
  type: Words,
  amount: Amount,
  tipAmount: Amount,
  amountTendered: Amount,
  paidDate: Time,
  cardType: Words,
  last4Digits: Words,
  cardEntryMode: Words,
  paymentStatus: Words,
  refundStatus: Words,
  refund: z
    .looseObject({
      refundAmount: Amount,
      tipRefundAmount: Amount,
      refundDate: Time,
      refundBusinessDate: Day,
      refundTransaction: z.looseObject({ guid: z.string().nullish(), entityType: Words }).nullish(),
    })
    .nullish(),
  houseAccount: AsItCame,
  otherPayment: AsItCame,
  cashDrawer: AsItCame,
  originalProcessingFee: AsItCame,
  mcaRepaymentAmount: AsItCame,
});
export type Payment = z.infer<typeof Payment>;

const ServiceCharge = z.looseObject({
  guid: Guid,
  name: Words,
  chargeAmount: Amount,
  delivery: Flag,
  gratuity: Flag,
  serviceChargeCategory: Words,
  appliedTaxes: z.array(AppliedTax).nullish(),
  refundDetails: RefundDetails.nullish(),
  taxable: AsItCame,
  chargeType: AsItCame,
  serviceCharge: AsItCame,
});
export type AppliedServiceCharge = z.infer<typeof ServiceCharge>;

const Customer = z.looseObject({
  guid: z.string().nullish(),
  firstName: Words,
  lastName: Words,
  phone: Words,
  phoneCountryCode: Words,
  email: Words,
});
export type Customer = z.infer<typeof Customer>;

const Check = z.looseObject({
  guid: Guid,
  displayNumber: Words,
  tabName: Words,
  openedDate: Time,
  closedDate: Time,
  paymentStatus: Words,
  taxExempt: Flag,
  voided: Flag,
  deleted: Flag,
  amount: Amount,
  taxAmount: Amount,
  totalAmount: Amount,
  customer: Customer.nullish(),
  appliedLoyaltyInfo: z.looseObject({ loyaltyIdentifier: Words, vendor: Words }).nullish(),
  selections: z.array(Selection).nullish(),
  payments: z.array(Payment).nullish(),
  appliedDiscounts: z.array(AppliedDiscount).nullish(),
  appliedServiceCharges: z.array(ServiceCharge).nullish(),
});
export type Check = z.infer<typeof Check>;

/** An order as the webhook and the orders API show it. */
export const ToastOrder = z.looseObject({
  guid: Guid,
  externalId: Words,
  openedDate: Time,
  createdDate: Time,
  modifiedDate: Time,
  promisedDate: Time,
  estimatedFulfillmentDate: Time,
  closedDate: Time,
  voidDate: Time,
  deletedDate: Time,
  businessDate: Day,
  requiredPrepTime: Words,
  source: Words,
  approvalStatus: Words,
  numberOfGuests: z.int().nullish(),
  voided: Flag,
  deleted: Flag,
  createdInTestMode: Flag,
  displayNumber: Words,
  server: Reference,
  revenueCenter: Reference,
  table: Reference,
  curbsidePickupInfo: z
    .looseObject({ transportColor: Words, transportDescription: Words, notes: Words })
    .nullish(),
  deliveryInfo: z
    .looseObject({
      address1: Words,
      address2: Words,
      city: Words,
      state: Words,
      administrativeArea: Words,
      zipCode: Words,
      country: Words,
      latitude: Amount,
      longitude: Amount,
      notes: Words,
      deliveredDate: Time,
      dispatchedDate: Time,
      deliveryEmployee: Reference,
      deliveryState: Words,
    })
    .nullish(),
  checks: z.array(Check).nullish(),
  diningOption: AsItCame,
  serviceArea: AsItCame,
  restaurantService: AsItCame,
  createdDevice: AsItCame,
  lastModifiedDevice: AsItCame,
  duration: AsItCame,
  pricingFeatures: AsItCame,
  excessFood: AsItCame,
  appliedPackagingInfo: AsItCame,
  marketplaceFacilitatorTaxInfo: AsItCame,
});
export type ToastOrder = z.infer<typeof ToastOrder>;
