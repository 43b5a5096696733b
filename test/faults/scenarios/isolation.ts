import type { Field } from "../run/field.ts";
import type { Scenario } from "../run/scenario.ts";
import type { MisdeedKind } from "../vendor/misdeeds.ts";
import { pause, paced, underLoad } from "./load.ts";

/** What was accepted so long ago is settled wherever the vendor is well. */
const patienceMs = 4_000;

/** Routes whose deliveries wait although their vendor is well; those of latest states also wait for each other. */
async function heldUp({ sql }: Field): Promise<readonly string[]> {
  const rows = await sql<{ route: string }[]>`
    SELECT r.route FROM intake i CROSS JOIN unnest(i.routes) AS r(route)
    LEFT JOIN delivery d ON d.message_id = i.id AND d.route = r.route
    WHERE r.route NOT LIKE 'probed.%' AND r.route NOT LIKE 'latest.%' AND i.accepted_at < now() - ${patienceMs} * interval '1 ms'
      AND coalesce(d.state, 'pending') NOT IN ('applied', 'superseded')`;
  return rows.map(({ route }) => route);
}

const hurting = (kind: MisdeedKind): Scenario => ({
  name: `isolate-${kind}`,
  rule: `a vendor that answers everything with "${kind}" holds up its own routes only`,
  vendorWasWell: false,
  shape: paced,
  run: (field) =>
    underLoad(
      field,
      async () => {
        await field.vendor.script({ kind, connection: "probed", reads: true });
        await pause(8_000);
        const held = await heldUp(field);
        await field.vendor.script();
        if (held.length > 0)
          throw new Error(`deliveries of other connections were held up: ${held.join(", ")}`);
      },
      { seconds: 10 },
    ),
});

/** One connection's vendor is hurt, and the others are looked at meanwhile. */
export const isolationScenarios: readonly Scenario[] = [hurting("hang"), hurting("flood"), hurting("fail")];
