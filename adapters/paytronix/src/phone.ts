/** Paytronix keeps American numbers, ten digits; another number has no place there. */
export const americanPhone = (phone: string | undefined): string | undefined =>
  /^\+1(\d{10})$/.exec(phone ?? "")?.[1];
