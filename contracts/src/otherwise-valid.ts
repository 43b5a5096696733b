/**
 * For `refine`: a rule about several fields is asked only of data whose fields are right by themselves, so that one fault gives
 * one error.
 */
export const otherwiseValid = ({ issues }: { readonly issues: readonly unknown[] }): boolean =>
  issues.length === 0;
