import { acceptedBy, postQuery, type Check } from "@spindlebus/bus/adapter";
import { headerInfo } from "./header-info.ts";
import type { PaytronixSettings } from "./settings.ts";
import { paths, TransactionReply } from "./vendor.ts";

const nobody = "spindle-connection-test";

/**
 * Paytronix answers 401 to wrong credentials and to nothing else; within 200 a `failure` may as well be of the
 * merchant number or the release, so that it tells nothing.
 */
export const connectionCheck: Check<PaytronixSettings> = {
  summary: "Looks for a member by a user name that nobody has.",
  request: ({ settings }) =>
    postQuery(paths.accountQuery, {
      headerInfo: headerInfo(settings, { storeCode: settings.homeStore, posTransactionId: nobody }),
      pageSize: 1,
      accountQueries: [{ name: "username", value: nobody }],
    }),
  interpret: (response) => {
    const taken = acceptedBy(response);
    if (taken !== true) return taken;
    const { data: reply } = TransactionReply.safeParse(response.json);
    return reply === undefined || reply.result === "failure" ? undefined : true;
  },
};
