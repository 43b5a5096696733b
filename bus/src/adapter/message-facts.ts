/** What an adapter may know of a message besides its data; it goes into the envelope (docs/reference/cloudevents.md). */
export type MessageFacts = {
  /** The main entity in words for people and filters, e.g. `order/ord-1`. */
  readonly subject?: string | undefined;
  /** The vendor's name of the event, e.g. `charge.refunded`. */
  readonly vendoreventtype?: string | undefined;
  /** The vendor's version or update time of the entity; of two states the greater is the newer. */
  readonly entityversion?: string | undefined;
  /** Whether the vendor sent it from a sandbox. */
  readonly testmode?: boolean | undefined;
};

/** Printable ASCII, as a header can carry it: what is not is left out rather than mended, for nobody could find it by that. */
const isCarried = (text: string | undefined): text is string =>
  text !== undefined && /^[\x20-\x7e]{1,256}$/.test(text) && text.trim() !== "";

/** The envelope's part of what is known; what a header cannot carry is left out. */
export function envelopeFacts({ subject, vendoreventtype, entityversion, testmode }: MessageFacts): {
  readonly subject?: string;
  readonly extensions: Readonly<Record<string, string>>;
} {
  return {
    ...(isCarried(subject) && { subject }),
    extensions: {
      ...(isCarried(vendoreventtype) && { vendoreventtype }),
      ...(isCarried(entityversion) && { entityversion }),
      ...(testmode !== undefined && { testmode: String(testmode) }),
    },
  };
}
