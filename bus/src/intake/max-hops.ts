/** A message that begot a message that begot a message … ends here. */
export const maxHops = 16;
