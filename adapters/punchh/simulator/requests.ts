import { z } from "zod";

/* What the simulated Punchh takes: the fields that its OpenAPI documents require or name. */

const MenuItem = z.strictObject({
  item_name: z.string().min(1),
  item_qty: z.int(),
  item_amount: z.number().min(0),
  menu_item_type: z.enum(["M", "D", "S", "T", "P", "R"]),
  menu_item_id: z.string(),
  menu_family: z.string(),
  menu_major_group: z.string(),
  serial_number: z.string(),
});

/** `POST /api2/dashboard/checkins`. */
export const CheckinRequest = z
  .strictObject({
    user_id: z.string().optional(),
    email: z.string().optional(),
    phone: z.string().optional(),
    external_uid: z.string().min(1),
    transaction_no: z.int(),
    store_number: z.string().min(1),
    receipt_amount: z.number(),
    subtotal_amount: z.number(),
    payable: z.string().regex(/^\d+(\.\d+)?$/),
    receipt_datetime: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/),
    menu_items: z.array(MenuItem).optional(),
    channel: z.enum(["online_order", "pos", "web", "mobile", "dashboard", "chatbot", "kiosk"]).optional(),
    state: z.enum(["committed", "pending", "void"]).optional(),
  })
  .refine(({ receipt_amount, subtotal_amount }) => receipt_amount === subtotal_amount, {
    error: "receipt_amount should match subtotal_amount",
  });
export type CheckinRequest = z.infer<typeof CheckinRequest>;

/** `POST /api2/dashboard/redemptions/force_redeem`; ids of 64 bits come as strings. */
export const RedeemRequest = z.strictObject({
  user_id: z.union([z.int(), z.string()]).transform(String),
  redemption: z.strictObject({
    force_message: z.string(),
    reward_id: z.union([z.int(), z.string()]).transform(String).optional(),
    requested_punches: z.int().positive().optional(),
  }),
});

/** `POST /api/auth/customers.json`. */
export const CustomerRequest = z.strictObject({
  client: z.string(),
  user: z.strictObject({
    email: z.email(),
    password: z.string().min(8),
    password_confirmation: z.string().min(8),
    first_name: z.string().optional(),
    last_name: z.string().optional(),
    phone: z.string().optional(),
    birthday: z.iso.date().optional(),
    card_number: z.string().optional(),
    invite_code: z.string().optional(),
    external_source: z.string().optional(),
    external_source_id: z.string().optional(),
    signup_channel: z.string().optional(),
    marketing_email_subscription: z.boolean().optional(),
  }),
});
