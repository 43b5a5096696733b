import { z } from "zod";

/* What the simulated Toast takes: the fields of the orders API 2.9.0 and the stock API that a client may write. */

const Reference = z.looseObject({ guid: z.string().min(1) });
const ExternalId = z
  .string()
  .regex(/^[^:]+:.+$/, { error: "externalId is prefixed by a naming authority" })
  .optional();

export type SelectionRequest = {
  readonly externalId?: string | undefined;
  readonly item?: { readonly guid: string } | undefined;
  readonly selectionType?: string | undefined;
  readonly displayName?: string | undefined;
  readonly quantity: number;
  readonly modifiers?: readonly SelectionRequest[] | undefined;
  readonly itemGroup?: { readonly guid: string } | undefined;
  readonly optionGroup?: { readonly guid: string } | undefined;
};

const Selection: z.ZodType<SelectionRequest> = z
  .strictObject({
    entityType: z.string().optional(),
    externalId: ExternalId,
    item: Reference.optional(),
    itemGroup: Reference.optional(),
    optionGroup: Reference.optional(),
    selectionType: z.enum(["NONE", "OPEN_ITEM", "SPECIAL_REQUEST"]).optional(),
    displayName: z.string().optional(),
    quantity: z.number().positive(),
    get modifiers() {
      return z.array(Selection).optional();
    },
  })
  .refine((selection) => selection.selectionType === "SPECIAL_REQUEST" || selection.item !== undefined, {
    error: "item is required",
  });

const Customer = z.strictObject({
  firstName: z.string().min(1),
  lastName: z.string().min(1),
  email: z
    .string()
    .regex(/^[A-Za-z0-9_.+-]+@[A-Za-z0-9_.-]+$/)
    .max(53),
  phone: z.string().min(7),
  phoneCountryCode: z.string().optional(),
});

const Payment = z.strictObject({
  externalId: ExternalId,
  type: z.enum(["OTHER", "CREDIT"]),
  otherPayment: Reference.optional(),
  amount: z.number(),
  tipAmount: z.number(),
});

const Check = z.strictObject({
  entityType: z.string().optional(),
  externalId: ExternalId,
  customer: Customer.optional(),
  appliedLoyaltyInfo: z
    .strictObject({ loyaltyIdentifier: z.string().min(1), vendor: z.enum(["TOAST", "PUNCHH", "PAYTRONIX"]) })
    .optional(),
  selections: z.array(Selection).min(1),
  payments: z.array(Payment).optional(),
});
export type CheckRequest = z.infer<typeof Check>;

const Time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$/);

/** The body of `POST /orders` and `POST /prices`. */
export const OrderRequest = z.strictObject({
  entityType: z.string().optional(),
  externalId: ExternalId,
  diningOption: Reference,
  openedDate: Time.optional(),
  promisedDate: Time.optional(),
  numberOfGuests: z.int().optional(),
  curbsidePickupInfo: z
    .strictObject({
      transportDescription: z.string().min(1).max(100),
      transportColor: z.string().max(20).optional(),
      notes: z.string().max(100).optional(),
    })
    .optional(),
  deliveryInfo: z
    .strictObject({
      address1: z.string().min(1),
      address2: z.string().optional(),
      city: z.string().min(1),
      state: z.string().min(1),
      zipCode: z.string().min(1),
      country: z.string().length(2).optional(),
      latitude: z.number().optional(),
      longitude: z.number().optional(),
      notes: z.string().optional(),
    })
    .optional(),
  appliedPackagingInfo: z.unknown().optional(),
  checks: z.array(Check).min(1),
});
export type OrderRequest = z.infer<typeof OrderRequest>;

/** The body of `POST /orders/{guid}/void`. */
export const VoidRequest = z.strictObject({
  selections: z.strictObject({ voidAll: z.literal(true) }),
  payments: z.strictObject({ voidAll: z.literal(true) }),
});

/** The body of `PUT /inventory/update`. */
export const StockRequest = z
  .array(
    z
      .strictObject({
        guid: z.string().min(1).optional(),
        multiLocationId: z.string().min(1).optional(),
        status: z.enum(["IN_STOCK", "OUT_OF_STOCK", "QUANTITY"]),
        quantity: z.number().positive().optional(),
      })
      .refine((item) => (item.guid === undefined) !== (item.multiLocationId === undefined), {
        error: "an item is named by its guid or its multiLocationId",
      })
      .refine((item) => (item.status === "QUANTITY") === (item.quantity !== undefined), {
        error: "quantity goes with the status QUANTITY, and with no other",
      }),
  )
  .min(1);
