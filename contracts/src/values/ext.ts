import { z } from "zod";
import { personal } from "../field-class.ts";
import { Vendor } from "./ref.ts";

/** What a vendor sent and no field covers, by vendor; nobody may depend on its shape. Taken to be personal. */
export const Ext = personal(z.record(Vendor, z.record(z.string(), z.json()))).meta({
  id: "Ext",
  description: "Small unmapped fields, by vendor. The only place where unknown keys are allowed.",
});
export type Ext = z.infer<typeof Ext>;
