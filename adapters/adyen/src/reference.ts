/** What the reference of a refund, capture or cancellation says. */
export type ModificationReference = {
  /** The business id of the command. */
  readonly requestId: string | undefined;
  readonly orderRef: string | undefined;
};

/** Adyen's limit (Checkout API: "Maximum length: 80 characters"). */
const longest = 80;

/**
 * The reference that Adyen repeats in the notification: the command's id and, where there is room, the order's.
 * Undefined where the command's id alone is too long.
 */
export function writeReference(
  requestId: string,
  orderRef: string | undefined,
  separator: string,
): string | undefined {
  // An id that holds the separator itself gets a last, empty part, so that reading it back does not cut it.
  const alone = separator && requestId.includes(separator) ? requestId + separator : requestId;
  const both = `${requestId}${separator}${orderRef ?? ""}`;
  const fits = separator && orderRef && !orderRef.includes(separator) && both.length <= longest;
  const reference = fits ? both : alone;
  return reference.length <= longest ? reference : undefined;
}

/** Reads what {@link writeReference} wrote; a reference that somebody else chose is an id as a whole. */
export function readReference(reference: string, separator: string): ModificationReference {
  const at = separator ? reference.lastIndexOf(separator) : -1;
  if (at < 1) return { requestId: reference || undefined, orderRef: undefined };
  return { requestId: reference.slice(0, at), orderRef: reference.slice(at + separator.length) || undefined };
}
