import { v5 as uuidv5 } from "uuid";

const namespace = "6a6ad6a5-5d9f-4f0b-9d0e-6f1f3f9d2c11";

/** The key under which the vendor sees one effect: the same over every attempt, another for an edit, an era or a step. */
export function vendorKey(effect: {
  readonly messageId: string;
  readonly route: string;
  readonly revision: number;
  readonly era: number;
  readonly step: number;
}): string {
  const { messageId, route, revision, era, step } = effect;
  return uuidv5([messageId, route, revision, era, step].join("/"), namespace);
}
