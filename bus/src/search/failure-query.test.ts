import { expect, test } from "vitest";
import { parseFailureQuery } from "./failure-query.ts";
import { QueryFault } from "./query-terms.ts";

const group = "eb5c062a-515b-5b18-8f7b-6065136f52e1";

test.each([
  ["", {}],
  ["state:dead,blocked route:stripe.refund", { states: ["dead", "blocked"], route: "stripe.refund" }],
  [
    `connection:stripe type:order.completed.v1 group:${group}`,
    { connection: "stripe", type: "order.completed.v1", group },
  ],
  ["code:card* entityKey:ord-7", { code: "card*", entityKey: "ord-7" }],
  ["attempts:>3", { attempts: { min: 4 } }],
  ["attempts:2..5", { attempts: { min: 2, max: 5 } }],
  ["attempts:<=2", { attempts: { max: 2 } }],
  ["attempts:3", { attempts: { min: 3, max: 3 } }],
  [
    "from:2026-11-23 to:2026-11-24T10:00:00+01:00",
    { from: "2026-11-23T00:00:00Z", to: "2026-11-24T10:00:00+01:00" },
  ],
  [
    'payload.orderId:123 payload.store.storeId:"a b"',
    {
      payload: [
        { path: "orderId", value: "123" },
        { path: "store.storeId", value: "a b" },
      ],
    },
  ],
  [' card  "is \\"closed\\" now" ', { texts: ["card", 'is "closed" now'] }],
  ["01890A5D-AC96", { message: "01890A5D-AC96" }],
  ["100% empty_", { texts: ["100%", "empty_"] }],
])("%j is %j", (query, filter) => {
  expect(parseFailureQuery(query)).toEqual(filter);
});

test.each([
  ["state:dead rute:a.b", 12, /no field "rute": there are state, route/],
  ["state:ded", 7, /state is not "ded": there are running/],
  ["attempts:many", 10, /attempts is a number/],
  ["from:yesterday", 6, /RFC 3339/],
  ["group:7", 7, /is not the id of a group/],
  ["a route:", 3, /route: has no value/],
  ['a "open', 3, /a quote stands alone/],
  ['a ""', 3, /nothing in the quotes/],
  ["route:a.b route:c.d", 11, /route is given twice/],
])("%j is refused at %i", (query, at, detail) => {
  const fault = faultOf(query);
  expect(fault.at).toBe(at);
  expect(fault.message).toMatch(detail);
});

function faultOf(query: string): QueryFault {
  try {
    parseFailureQuery(query);
  } catch (error) {
    if (error instanceof QueryFault) return error;
  }
  throw new Error(`${query} is no fault`);
}
