import { v7 as uuidv7 } from "uuid";
import type { NoticeConfig } from "../../bus/src/config/define-config.ts";
import { eventually } from "./eventually.ts";
import { openNoticeReceiver, type NoticeReceiver } from "./notice-receiver.ts";
import { openToyBus, type ToyBus } from "./toy-bus.ts";

type Options = Partial<Omit<Parameters<typeof openToyBus>[0], "notices">> & {
  readonly notices?: (receiver: NoticeReceiver) => Readonly<Record<string, NoticeConfig>>;
};

/** A toy bus, and a receiver that is told what becomes of notes taken, or of what a test says. */
export async function openToldBus({ notices = ofNotesTaken, ...more }: Options = {}) {
  const receiver = await openNoticeReceiver();
  const bus = await openToyBus({ operations: ["keyed"], ...more, notices: notices(receiver) });
  return { bus, receiver };
}

/** Of what is published alone, and not of what the toy adapter begets. */
const ofNotesTaken = ({ url }: NoticeReceiver) => ({ told: { url, types: ["note.taken.v1"] } });

/** An endpoint that is told of messages that no route is decided for: they are settled as soon as they are accepted. */
export const ofNotesFiled = ({ url }: Pick<NoticeReceiver, "url">): NoticeConfig => ({
  url,
  types: ["note.filed.v1"],
});

/** Accepts that many messages for no route. */
export async function fileNotes({ accept }: ToyBus, count: number): Promise<void> {
  const data = { noteId: "n-1", place: "p-1" };
  const body = Buffer.from(JSON.stringify(data));
  const draft = () => ({
    message: { source: "/tests", sourceId: uuidv7(), type: "note.filed.v1", extensions: {}, data },
    contentType: "application/json",
    body,
  });
  await accept(Array.from({ length: count }, draft));
}

/** Waits until so many notices have come. */
export const noticesCame = ({ notices }: NoticeReceiver, count: number) =>
  eventually(
    `${count} notices`,
    async () => notices,
    (all) => all.length >= count,
  );

/** What is known of a notice. */
export type NoticeRow = {
  readonly id: string;
  readonly endpoint: string;
  readonly state: string;
  readonly tries: number;
  readonly last_error: string | null;
  /** How long it still waits; null where it does not. */
  readonly wait_s: number | null;
};

export const noticeRows = ({ sql }: ToyBus) => sql<NoticeRow[]>`
  SELECT id, endpoint, state, tries, last_error, extract(epoch FROM next_try_at - now())::float AS wait_s FROM notice ORDER BY id`;

/** Waits until the notices are as they should be. */
export const noticesBecome = (bus: ToyBus, what: string, as: (rows: readonly NoticeRow[]) => boolean) =>
  eventually(what, () => noticeRows(bus), as);

/** Lets the time pass that notices wait and endpoints rest. */
export async function passWaits({ sql }: ToyBus): Promise<void> {
  await sql`UPDATE notice_endpoint SET rest_until = NULL`;
  await sql`UPDATE notice SET next_try_at = now() WHERE next_try_at IS NOT NULL`;
}
