import { loyaltyPointsAccrued, loyaltyVisitRecorded } from "../messages/loyalty/index.ts";
import { delivery, type Sample } from "./sample.ts";

const item = "/payload/menu_items/0";
const business = { raw: "names the business, which the connection is for" };
const visit = { raw: "is said by the loyalty.visit.recorded that comes of the same body" };

const body = {
  content_id: "0d6c1a2e-0000-4000-8000-000000000001",
  timestamp: 1768500245,
  business_id: 7,
  business_uuid: "5c1a0000-0000-4000-8000-000000000007",
  event_name: "checkins",
  event_type: "loyalty",
  action: "create",
  payload: {
    user_id: 111111111,
    store_number: "123",
    location_id: 1617,
    channel: "online_order",
    receipt_amount: 20.0,
    receipt_number: "1466",
    receipt_date: "2026-01-15T17:00:48Z",
    points_earned: 20,
    points_spent: 0,
    visits_earned: null,
    status: "loyalty",
    approved: true,
    menu_items: [
      {
        item_name: "Burger",
        item_qty: 2,
        item_amount: 11.98,
        menu_item_id: "659",
        menu_item_type: "M",
        menu_family: "811",
        menu_major_group: "506",
        serial_number: "1.0",
      },
    ],
    created_at: "2026-01-15T17:01:00Z",
    updated_at: "2026-01-15T17:01:00Z",
  },
};

const member = { refs: [{ vendor: "punchh", type: "user", id: "111111111" }] };
const transaction = {
  transactionId: "0d6c1a2e-0000-4000-8000-000000000001",
  refs: [{ vendor: "punchh", type: "content", id: "0d6c1a2e-0000-4000-8000-000000000001" }],
  store: { storeId: "123", refs: [{ vendor: "punchh", type: "location", id: "1617" }] },
  occurredAt: "2026-01-15T17:01:00Z",
};
const message = {
  time: "2026-01-15T18:04:05.000Z",
  extensions: {
    vendoreventid: "0d6c1a2e-0000-4000-8000-000000000001",
    vendoreventtype: "checkins",
    entityversion: "2026-01-15T17:01:00Z",
  },
};

const homes = {
  "/content_id": "/data/transaction/transactionId",
  "/timestamp": "/time",
  "/business_id": business,
  "/business_uuid": business,
  "/event_name": "/extensions/vendoreventtype",
  "/event_type": delivery,
  "/action": delivery,
  "/payload/user_id": "/data/member/refs/0/id",
  "/payload/store_number": "/data/transaction/store/storeId",
  "/payload/location_id": "/data/transaction/store/refs/0/id",
  "/payload/created_at": "/data/transaction/occurredAt",
  "/payload/updated_at": "/extensions/entityversion",
} as const;

/** A check-in tells of a visit and of what it earned, points or visits or both: two messages of one body. */
export const punchhSamples: readonly Sample[] = [
  {
    title: "Punchh check-in, the visit",
    body,
    contract: loyaltyVisitRecorded,
    message: {
      ...message,
      data: {
        member,
        transaction,
        channel: "online_order",
        approved: true,
        vendorStatus: "loyalty",
        receipt: {
          number: "1466",
          issuedAt: "2026-01-15T17:00:48Z",
          amount: { amount: 2000, currency: "USD" },
          items: [
            {
              itemId: "659",
              name: "Burger",
              quantity: "2",
              amount: { amount: 1198, currency: "USD" },
              kind: "M",
              categories: ["506", "811"],
            },
          ],
        },
        ext: { punchh: { menu_items: [{ serial_number: "1.0" }] } },
      },
    },
    homes: {
      ...homes,
      "/payload/channel": "/data/channel",
      "/payload/receipt_amount": "/data/receipt/amount/amount",
      "/payload/receipt_number": "/data/receipt/number",
      "/payload/receipt_date": "/data/receipt/issuedAt",
      "/payload/points_earned": { raw: "is said by the loyalty.points.accrued that comes of the same body" },
      "/payload/points_spent": { raw: "is said by a loyalty.points.redeemed, where it is not zero" },
      "/payload/visits_earned": { raw: "is a change of the loyalty.points.accrued, where it is not null" },
      "/payload/status": "/data/vendorStatus",
      "/payload/approved": "/data/approved",
      [`${item}/item_name`]: "/data/receipt/items/0/name",
      [`${item}/item_qty`]: ["/data/receipt/items/0/quantity", "2"],
      [`${item}/item_amount`]: "/data/receipt/items/0/amount/amount",
      [`${item}/menu_item_id`]: "/data/receipt/items/0/itemId",
      [`${item}/menu_item_type`]: ["/data/receipt/items/0/kind", "M"],
      [`${item}/menu_family`]: "/data/receipt/items/0/categories/1",
      [`${item}/menu_major_group`]: "/data/receipt/items/0/categories/0",
      [`${item}/serial_number`]: "/data/ext/punchh/menu_items/0/serial_number",
    },
  },
  {
    title: "Punchh check-in, what it earned",
    body,
    contract: loyaltyPointsAccrued,
    message: {
      ...message,
      data: {
        member,
        transaction,
        changes: [
          { value: { kind: "points", code: "points", quantity: "20" }, operation: "add", pending: false },
        ],
      },
    },
    homes: {
      ...homes,
      "/payload/channel": visit,
      "/payload/receipt_amount": visit,
      "/payload/receipt_number": visit,
      "/payload/receipt_date": visit,
      "/payload/points_earned": ["/data/changes/0/value/quantity", "20"],
      "/payload/points_spent": { raw: "is said by a loyalty.points.redeemed, where it is not zero" },
      "/payload/visits_earned": { raw: "null: no visit was earned, so there is no change of that kind" },
      "/payload/status": visit,
      "/payload/approved": ["/data/changes/0/pending", false],
      "/payload/menu_items": visit,
    },
  },
];
