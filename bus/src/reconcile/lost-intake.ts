import { entityKeyOf, readJson, type ContractRegistry } from "@spindlebus/contracts";
import { digest } from "../intake/digest.ts";
import { isUuid } from "../intake/is-uuid.ts";
import type { JournalMessage } from "./ports.ts";

/** An intake row as it must have been. */
export type LostIntake = JournalMessage & {
  readonly entityKey: string;
  readonly digest: Uint8Array;
  readonly causationId: string | undefined;
};

/** Works out again what the intake worked out when it took the message in. */
export function lostIntake(message: JournalMessage, registry: ContractRegistry): LostIntake {
  const { envelope, body, stored } = message.token;
  const read = readJson(body, { bigIntegers: "reject" });
  const data = read.ok ? read.value : undefined;
  const { causationid } = envelope.extensions;
  return {
    ...message,
    entityKey: entityKey(message, data, registry),
    digest: stored ? Buffer.from(stored.digest, "hex") : digest({ type: envelope.type, data }),
    causationId: typeof causationid === "string" && isUuid(causationid) ? causationid : undefined,
  };
}

/** A contract that the configuration no longer has cannot say where the key is; the row is needed all the same. */
function entityKey(
  { token: { envelope } }: JournalMessage,
  data: unknown,
  registry: ContractRegistry,
): string {
  const contract = registry.get(envelope.type);
  try {
    if (contract) return entityKeyOf(contract, data);
  } catch {
    // The contract has another key today.
  }
  return envelope.subject ?? envelope.sourceId;
}
